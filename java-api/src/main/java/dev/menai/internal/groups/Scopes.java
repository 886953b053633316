package dev.menai.internal.groups;

import dev.menai.InvalidStateException;
import dev.menai.Outcome;
import dev.menai.engine.groups.Scope;
import dev.menai.engine.groups.TimeoutScope;
import dev.menai.engine.tasks.StageValues;
import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Checks;
import org.jspecify.annotations.Nullable;

/** Runs bodies in scopes of the engine. */
public final class Scopes {
    private Scopes() {}

    /** Runs {@code body} in {@code scope} and returns its value, or throws what the scope makes of its failure. */
    public static <T extends @Nullable Object, X extends Exception> T get(
            Scope scope, ThrowingSupplier<? extends T, X> body) {
        @SuppressWarnings("unchecked") // one element, of T
        T[] value = (T[]) new Object[1];
        boolean[] hasValue = {false};
        run(scope, () -> {
            value[0] = body.get();
            hasValue[0] = true;
        });
        if (!hasValue[0]) {
            throw new InvalidStateException(scope + " must have a value, but was cancelled by cancel() before its body "
                    + "returned one; use a body without a value, or return one before");
        }
        return value[0];
    }

    /** Runs {@code body} in {@code scope}, or throws what the scope makes of its failure. */
    public static void run(Scope scope, ThrowingRunnable<?> body) {
        Throwable failure = null;
        try {
            body.run();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        Throwable end = scope.leave(failure);
        if (end != null) {
            throw Checks.sneaky(end);
        }
    }

    /** As {@link #get}, for a scope with a limit, which a future that the body returns would escape: a warning says so. */
    public static <T extends @Nullable Object, X extends Exception> T limited(
            TimeoutScope scope, ThrowingSupplier<? extends T, X> body) {
        return Scopes.<T, X>get(scope, () -> StageValues.noticed(body, body.get()));
    }

    /** As {@link #limited}, but a scope that expired is an outcome. */
    public static <T extends @Nullable Object, X extends Exception> Outcome<T> unlessExpired(
            TimeoutScope scope, ThrowingSupplier<? extends T, X> body) {
        try {
            return Outcome.success(limited(scope, body));
        } catch (RuntimeException failure) {
            if (failure != scope.getRaised()) {
                throw failure;
            }
            throwBroughtBy(failure);
            return Outcome.failure(failure);
        }
    }

    /** Runs {@code body} in {@code scope}; returns whether that expired before. */
    public static boolean expires(TimeoutScope scope, ThrowingRunnable<?> body) {
        return unlessExpired(scope, () -> {
                    body.run();
                    return true;
                })
                .isFailure();
    }

    /** What failed while the scope ended its body must not be lost with the expiry. */
    private static void throwBroughtBy(RuntimeException expiry) {
        Throwable[] brought = expiry.getSuppressed();
        if (brought.length == 1) {
            throw Checks.sneaky(brought[0]);
        } else if (brought.length > 1) {
            throw expiry;
        }
    }
}
