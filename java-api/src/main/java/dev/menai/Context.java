package dev.menai;

import dev.menai.engine.context.VarContext;
import dev.menai.engine.loop.ThreadState;
import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Bodies;
import dev.menai.internal.Checks;
import dev.menai.internal.carrying.CarriedState;
import dev.menai.internal.carrying.CarriedThreadLocal;
import dev.menai.internal.carrying.Carrying;
import dev.menai.internal.carrying.FoundCarriers;
import org.jspecify.annotations.Nullable;

/**
 * The values of the {@link ContextVar context variables} that a piece of code sees.
 *
 * <pre>{@code
 * Context context = Context.copy(); // of the code that subscribes
 * socket.onMessage(message -> { // called in a thread of the library's, which has no such values
 *     context.run(() -> audit(USER.get() + " got " + message));
 * });
 * }</pre>
 *
 * <p>Every task runs in a copy of its creator's context, every callback and every piece of blocking work in a copy of
 * the one in which it was handed in; changes on either side are not seen on the other. A context that is passed
 * explicitly is used itself, and keeps what is set in it. Copying is cheap. Thread-safe.
 *
 * <p>What threads hold goes the same ways when it is declared: thread-locals and what a {@link ContextCarrier} carries.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Context variables (CTX).
 */
public final class Context {
    static {
        FoundCarriers.declare();
    }

    private final VarContext values;

    private Context(VarContext values) {
        this.values = values;
        values.facade = this;
    }

    static Context of(VarContext values) {
        if (values.facade instanceof Context known) {
            return known;
        }
        synchronized (values) {
            return values.facade instanceof Context made ? made : new Context(values);
        }
    }

    /** Returns a copy of the current context. */
    public static Context copy() {
        return of(ThreadState.current().copyOfContext());
    }

    /** Returns a context without any values. */
    public static Context empty() {
        return of(new VarContext());
    }

    /**
     * Carries {@code local} across every seam from now on, as context variables are: tasks, callbacks and blocking work
     * begin with the value of the place where they were created, a body keeps its own across its awaits, and a thread
     * gets back what it had before. In an {@linkplain #empty() empty} context it has its initial value.
     *
     * <p>For the whole process, until the registration is closed: declare it once, before tasks that are to carry it, and
     * close it when none of them runs any more, because threads that are in a context then keep what they hold.
     * SLF4J's MDC and Micrometer's context-propagation need not be declared.
     */
    public static ContextCarrier.Registration carry(ThreadLocal<?> local) {
        return Carrying.declare(new CarriedThreadLocal<>(Checks.notNull(local, "local")));
    }

    /** As {@link #carry(ThreadLocal)}, for what {@code carrier} captures and installs. */
    public static ContextCarrier.Registration carry(ContextCarrier<?> carrier) {
        return Carrying.declare(new CarriedState<>(Checks.notNull(carrier, "carrier")));
    }

    /** Runs {@code body} in this context; what it sets stays here. */
    public <T extends @Nullable Object, X extends Exception> T run(ThrowingSupplier<? extends T, X> body) throws X {
        Checks.notNull(body, "body");
        ThreadState state = ThreadState.current();
        if (state.getContext() == values) {
            throw new IllegalStateException(
                    "Context must be entered once at a time, but this code runs in it already; use Context.copy()");
        }
        VarContext outer = state.enter(values);
        try {
            return body.get();
        } finally {
            state.enter(outer);
        }
    }

    /** Runs {@code body} in this context; what it sets stays here. */
    public <X extends Exception> void run(ThrowingRunnable<X> body) throws X {
        run(Bodies.withoutValue(body));
    }

    /** Returns the value that {@code variable} has in this context, else its default. */
    public <T extends @Nullable Object> T get(ContextVar<T> variable) {
        return Checks.notNull(variable, "variable").in(values);
    }

    /** Returns the value that {@code variable} has in this context, or {@code instead} if it has not been set in it. */
    public <T extends @Nullable Object> T get(ContextVar<T> variable, T instead) {
        return contains(variable) ? get(variable) : instead;
    }

    /** Returns whether {@code variable} has been set in this context. */
    public boolean contains(ContextVar<?> variable) {
        return values.contains(Checks.notNull(variable, "variable"));
    }

    /** Returns how many variables have been set in this context. */
    public int size() {
        return values.getSize();
    }

    /** Returns the values, with what the calling thread holds in this context: for others to enter it. */
    VarContext values() {
        return ThreadState.current().saved(values);
    }

    @Override
    public String toString() {
        return "Context[" + values.getSize() + " variables]";
    }
}
