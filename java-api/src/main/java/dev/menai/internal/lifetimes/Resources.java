package dev.menai.internal.lifetimes;

import dev.menai.AsyncResource;
import dev.menai.engine.loop.StackRoom;
import dev.menai.engine.tasks.Failures;
import dev.menai.function.ThrowingFunction;
import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Bodies;
import dev.menai.internal.Checks;
import org.jspecify.annotations.Nullable;

/** Opens, lets use and closes. */
public final class Resources {
    private Resources() {}

    public static <R extends @Nullable Object, T extends @Nullable Object, X extends Exception> T using(
            AsyncResource<R> resource, ThrowingFunction<? super R, ? extends T, X> body) throws X {
        StackRoom.requireToClose();
        R opened = open(resource);
        return closing(() -> resource.close(opened), () -> body.apply(opened));
    }

    public static <R extends @Nullable Object> R open(AsyncResource<R> resource) {
        try {
            return resource.open();
        } catch (Exception failure) {
            throw Checks.sneaky(failure);
        }
    }

    /** Runs {@code body} and then {@code close}, whose failure is suppressed in that of the body, if there is one. */
    public static <T extends @Nullable Object, X extends Exception> T closing(
            ThrowingRunnable<?> close, ThrowingSupplier<? extends T, X> body) throws X {
        T value;
        try {
            value = body.get();
        } catch (Throwable failure) {
            throw Checks.sneaky(closeAfter(failure, close));
        }
        try {
            close.run();
        } catch (Exception failure) {
            throw Checks.sneaky(failure);
        }
        return value;
    }

    private static Throwable closeAfter(Throwable failure, ThrowingRunnable<?> close) {
        try {
            close.run();
            return failure;
        } catch (Throwable other) {
            return Failures.joined(failure, other);
        }
    }

    /** As {@link #closing(ThrowingRunnable, ThrowingSupplier)}, for a body without a value. */
    public static <X extends Exception> void closingRun(ThrowingRunnable<?> close, ThrowingRunnable<X> body) throws X {
        closing(close, Bodies.withoutValue(body));
    }
}
