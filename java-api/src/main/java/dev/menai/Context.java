package dev.menai;

import dev.menai.engine.context.VarContext;
import dev.menai.engine.loop.ThreadState;
import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * The values of the {@link ContextVar context variables} that a piece of code sees.
 *
 * <p>Every task runs in a copy of its creator's context, every callback and every piece of blocking work in a copy of
 * the one in which it was handed in; changes on either side are not seen on the other. A context that is passed
 * explicitly is used itself, and keeps what is set in it. Copying is cheap. Thread-safe.
 */
public final class Context {
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
        return of(ThreadState.current().getContext().copy());
    }

    /** Returns a context without any values. */
    public static Context empty() {
        return of(new VarContext());
    }

    /** Runs {@code body} in this context; what it sets stays here. */
    public <T extends @Nullable Object, X extends Exception> T run(ThrowingSupplier<T, X> body) throws X {
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
        Checks.notNull(body, "body");
        this.<@Nullable Void, X>run(() -> {
            body.run();
            return Checks.<@Nullable Void>nothing();
        });
    }

    /** Returns the value that {@code variable} has in this context, else its default. */
    public <T extends @Nullable Object> T get(ContextVar<T> variable) {
        return Checks.notNull(variable, "variable").in(values);
    }

    /** Returns whether {@code variable} has been set in this context. */
    public boolean contains(ContextVar<?> variable) {
        return values.contains(Checks.notNull(variable, "variable"));
    }

    /** Returns how many variables have been set in this context. */
    public int size() {
        return values.getSize();
    }

    VarContext values() {
        return values;
    }

    @Override
    public String toString() {
        return "Context[" + values.getSize() + " variables]";
    }
}
