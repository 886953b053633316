package dev.menai.internal;

import dev.menai.AsyncFuture;
import dev.menai.EventLoop;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Futures that can only be waited for by blocking a thread. */
public final class Blocking {
    private Blocking() {}

    /** Returns a future of {@code loop} with the outcome of {@code future}, which is done. */
    public static <T extends @Nullable Object> AsyncFuture<T> done(EventLoop loop, Future<T> future) {
        AsyncFuture<T> done = loop.createFuture();
        try {
            done.setResult(outcome(future));
        } catch (Exception | Error failure) {
            done.setException(failure);
        }
        return done;
    }

    /** Waits for {@code future} and returns its value, or throws its failure itself. */
    public static <T extends @Nullable Object> T outcome(Future<T> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() == null ? failure : Checks.sneaky(failure.getCause());
        }
    }
}
