package dev.menai.internal.lifetimes;

import dev.menai.AsyncFuture;
import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.ExceptionContext;
import dev.menai.Task;
import dev.menai.TimerHandle;
import dev.menai.engine.bridge.ExecutorShutdown;
import dev.menai.engine.loop.Loop;
import dev.menai.engine.loop.LoopLog;
import dev.menai.internal.Engines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

/** Ends what is left on a confined loop whose run is over, and the loop. On the thread that may run it. */
public final class LoopEnd {
    private LoopEnd() {}

    /**
     * Cancels what is left on {@code loop} and waits for it, again and again until nothing is left, then for its default
     * executor, until {@code deadline} in the time of the loop; then closes the loop. What would not stop is named, unless
     * it is among {@code known}, for which this does not wait either.
     */
    public static void end(EventLoop loop, long deadline, Collection<? extends AsyncFuture<?>> known) {
        Loop engine = Engines.of(loop);
        try {
            cancelAll(loop, deadline, known);
            ExecutorService executor = engine.executor.shutdown();
            if (executor != null) {
                ExecutorShutdown.awaitEnd(engine, executor, Math.max(0, deadline - engine.now()));
            }
        } finally {
            loop.close();
        }
    }

    private static void cancelAll(EventLoop loop, long deadline, Collection<? extends AsyncFuture<?>> known) {
        while (true) {
            List<AsyncFuture<?>> left = unfinished(loop, known);
            if (left.isEmpty()) {
                return;
            }
            left.forEach(future -> future.cancel("the run is over"));
            Task<?> waiting = runUntilDone(loop, left, deadline);
            boolean isInTime = waiting.isDone();
            if (!isInTime) {
                List<AsyncFuture<?>> stubborn = unfinished(loop, known);
                stubborn.remove(waiting);
                logStubborn(stubborn);
            }
            left.forEach(future -> reportFailure(loop, future));
            if (!isInTime) {
                return;
            }
        }
    }

    private static void logStubborn(List<AsyncFuture<?>> stubborn) {
        if (!stubborn.isEmpty()) {
            LoopLog.warn(
                    "These tasks would not stop within the limit of the shutdown, and are abandoned: "
                            + names(stubborn),
                    null);
        }
    }

    /** The tasks of {@code loop} and its suspend calls that go on. */
    public static List<AsyncFuture<?>> unfinished(EventLoop loop) {
        return unfinished(loop, List.of());
    }

    private static List<AsyncFuture<?>> unfinished(EventLoop loop, Collection<? extends AsyncFuture<?>> known) {
        List<AsyncFuture<?>> left = new ArrayList<>(loop.allTasks());
        Engines.of(loop).getCalls().keySet().stream()
                .filter(call -> !call.isDone())
                .forEach(call -> left.add((AsyncFuture<?>) call));
        left.removeAll(known);
        return left;
    }

    public static String names(Collection<? extends AsyncFuture<?>> futures) {
        return futures.stream().map(AsyncFuture::toString).collect(Collectors.joining(", "));
    }

    /** Runs {@code loop} until {@code futures} are done, even when it is stopped, or the time is over. */
    public static void awaitAll(EventLoop loop, List<? extends AsyncFuture<?>> futures, long deadline) {
        Task<?> unused = runUntilDone(loop, futures, deadline);
    }

    /** As {@link #awaitAll}; returns the task that has waited, and does so still if the time was over before. */
    private static Task<?> runUntilDone(EventLoop loop, List<? extends AsyncFuture<?>> futures, long deadline) {
        Loop engine = Engines.of(loop);
        Task<?> waiting = loop.createTask("shutdown", () -> Asyncio.await(Asyncio.wait(futures)));
        // it fails when the loop is closed before it ends, which is said otherwise: with the names of the tasks
        CompletableFuture<?> unused = waiting.handle((done, failure) -> done);
        waiting.addDoneCallback(done -> loop.stop());
        TimerHandle limit = loop.callAt(Duration.ofNanos(deadline), loop::stop);
        try {
            do {
                loop.runForever();
            } while (!waiting.isDone() && engine.now() < deadline);
        } finally {
            limit.cancel();
        }
        return waiting;
    }

    private static void reportFailure(EventLoop loop, AsyncFuture<?> future) {
        if (future.isCompletedExceptionally() && !future.isCancelled()) {
            loop.callExceptionHandler(new ExceptionContext(
                    "unhandled exception during Asyncio.run() shutdown",
                    future.exception(),
                    null,
                    future.toString(),
                    null,
                    null));
        }
    }
}
