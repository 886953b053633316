package dev.menai;

import dev.menai.engine.loop.SafeText;
import dev.menai.internal.Checks;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * How an operation ended: with a value or with an exception. Immutable.
 *
 * <pre>{@code
 * for (Outcome<Page> outcome : await(gatherOutcomes(() -> load(first), () -> load(second)))) {
 *     if (outcome.isSuccess()) {
 *         show(outcome.value());
 *     } else {
 *         log("not loaded: " + outcome.exception());
 *     }
 * }
 * }</pre>
 */
public final class Outcome<T extends @Nullable Object> {
    private final @Nullable T value;
    private final @Nullable Throwable exception;

    private Outcome(@Nullable T value, @Nullable Throwable exception) {
        this.value = value;
        this.exception = exception;
    }

    /** Returns the outcome of an operation that has returned {@code value}. */
    public static <T extends @Nullable Object> Outcome<T> success(T value) {
        return new Outcome<>(value, null);
    }

    /** Returns the outcome of an operation that has thrown {@code exception}. */
    public static <T extends @Nullable Object> Outcome<T> failure(Throwable exception) {
        return new Outcome<>(null, Checks.notNull(exception, "exception"));
    }

    /** Returns whether there is a value. */
    public boolean isSuccess() {
        return exception == null;
    }

    /** Returns whether there is an exception, be it a cancellation. */
    public boolean isFailure() {
        return exception != null;
    }

    /** Returns whether the exception is a cancellation. */
    public boolean isCancelled() {
        return exception instanceof CancellationException;
    }

    /** Returns the value, or throws the exception itself. */
    @SuppressWarnings("NullAway") // a value that is null is one that T allows
    public T value() {
        if (exception != null) {
            throw Checks.sneaky(exception);
        }
        return value;
    }

    /** As {@link #value()}, and makes a checked exception catchable: {@code outcome.value(IOException.class)}. */
    public <X extends Exception> T value(Class<X> checked) throws X {
        Checks.notNull(checked, "checked");
        return value();
    }

    /** Returns the value, or {@code instead} if there is an exception. */
    @SuppressWarnings("NullAway") // a value that is null is one that T allows
    public T orElse(T instead) {
        return exception == null ? value : instead;
    }

    /** Returns the exception, or null after a success. */
    public @Nullable Throwable exception() {
        return exception;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Outcome<?> that
                && Objects.equals(value, that.value)
                && Objects.equals(exception, that.exception);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, exception);
    }

    @Override
    public String toString() {
        return "Outcome[" + SafeText.of(exception == null ? value : exception) + "]";
    }
}
