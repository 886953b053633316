package dev.menai.internal;

import dev.menai.AsyncFuture;
import dev.menai.EventLoop;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Follows a future that can only be waited for by blocking a thread. */
public final class WrappedFuture {
    private WrappedFuture() {}

    /** Returns a future of {@code loop} that has the outcome of {@code blocking}, and cancels it when it is cancelled. */
    public static <T extends @Nullable Object> AsyncFuture<T> start(EventLoop loop, Future<T> blocking) {
        if (blocking.isDone()) {
            AsyncFuture<T> done = loop.createFuture();
            try {
                done.setResult(outcome(blocking));
            } catch (Exception | Error failure) {
                done.setException(failure);
            }
            return done;
        }
        AsyncFuture<T> follower = loop.runInExecutor(() -> outcome(blocking));
        follower.addDoneCallback(done -> {
            if (done.isCancelled()) {
                blocking.cancel(true);
            }
        });
        return follower;
    }

    private static <T extends @Nullable Object> T outcome(Future<T> blocking) throws Exception {
        try {
            return blocking.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() == null ? failure : Checks.sneaky(failure.getCause());
        } catch (InterruptedException interrupt) {
            blocking.cancel(true);
            throw interrupt;
        }
    }
}
