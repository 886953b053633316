package dev.menai;

import dev.menai.engine.context.VarContext;
import dev.menai.engine.loop.ThreadState;
import dev.menai.internal.Checks;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A variable whose value belongs to the current {@link Context}: to a task, a callback, a thread. What {@code
 * ThreadLocal} is to threads, this is to tasks. Known by identity: keep it in a static final field.
 *
 * <pre>{@code
 * final class Requests {
 *     static final ContextVar<String> USER = ContextVar.of("user", "nobody");
 *
 *     void handle(Request request) {
 *         USER.set(request.user()); // for the task that runs this, and for those that it creates
 *         createTask("audit", () -> audit(USER.get() + " asked for " + request.path()));
 *     }
 * }
 * }</pre>
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Context variables (CTX).
 */
public final class ContextVar<T extends @Nullable Object> {
    private final String name;
    private final @Nullable Object defaultValue;

    private ContextVar(String name, @Nullable Object defaultValue) {
        this.name = Checks.notNull(name, "name");
        this.defaultValue = defaultValue;
    }

    /** Returns a variable without a default. */
    public static <T extends @Nullable Object> ContextVar<T> of(String name) {
        return new ContextVar<>(name, VarContext.ABSENT);
    }

    /** Returns a variable that has {@code defaultValue} wherever it has not been set. */
    public static <T extends @Nullable Object> ContextVar<T> of(String name, T defaultValue) {
        return new ContextVar<>(name, defaultValue);
    }

    /** Returns the name, which is for messages: two variables of one name are two variables. */
    public String name() {
        return name;
    }

    /** Returns the value in the current context, else the default. */
    public T get() {
        return in(ThreadState.current().getContext());
    }

    /** Returns the value in the current context, else {@code fallback}. */
    public T orElse(T fallback) {
        Object value = ThreadState.current().getContext().get(this);
        return value == VarContext.ABSENT ? fallback : cast(value);
    }

    /** Sets the value in the current context; the token takes it back. */
    public Token<T> set(T value) {
        VarContext context = ThreadState.current().getContext();
        return new Token<>(this, context, context.set(this, value));
    }

    /** Restores what was there before the {@link #set} that returned {@code token}, in the same context. */
    public void reset(Token<T> token) {
        Checks.notNull(token, "token");
        if (token.variable != this) {
            throw new IllegalArgumentException(
                    "token must be of context variable '" + name + "', but was of '" + token.variable.name + "'");
        }
        token.close();
    }

    T in(VarContext context) {
        Object value = context.get(this);
        if (value == VarContext.ABSENT) {
            value = defaultValue;
        }
        if (value == VarContext.ABSENT) {
            throw new NoSuchElementException("context variable '" + name
                    + "' must have a value, but has neither one nor a default here; set it, or use orElse(fallback)");
        }
        return cast(value);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // only values of T get in, null among them where T allows it
    private T cast(@Nullable Object value) {
        return (T) value;
    }

    @Override
    public String toString() {
        return "ContextVar[" + name + "]";
    }

    /** Remembers the value before a {@link ContextVar#set}; closing it restores that value. */
    public static final class Token<T extends @Nullable Object> implements AutoCloseable {
        private final ContextVar<T> variable;
        private final VarContext context;
        private final @Nullable Object previous;
        private boolean isUsed;

        private Token(ContextVar<T> variable, VarContext context, @Nullable Object previous) {
            this.variable = variable;
            this.context = context;
            this.previous = previous;
        }

        @Override
        public void close() {
            if (isUsed) {
                throw new IllegalStateException(
                        "token of context variable '" + variable.name + "' must be used once, but has been used");
            }
            VarContext here = ThreadState.current().getContext();
            if (here.getBase() != context.getBase()) {
                throw new IllegalArgumentException("token of context variable '" + variable.name
                        + "' must be used in the context in which it was made, but was used in another one");
            }
            isUsed = true;
            here.set(variable, previous);
        }
    }
}
