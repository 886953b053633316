package dev.menai.internal;

import dev.menai.AsyncFuture;
import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.ReturnWhen;
import dev.menai.Task;
import dev.menai.TaskScope;
import dev.menai.engine.loop.LoopLog;
import dev.menai.engine.loop.ThreadState;
import dev.menai.engine.tasks.LinearTask;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Closes a scope: cancels its tasks again and again until none is left, or the time is over. */
public final class ScopeEnd {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private ScopeEnd() {}

    /** Has {@code done} completed with the tasks that would not stop. */
    @SuppressWarnings("FutureReturnValueIgnored") // its outcome is that of the other future
    public static void start(
            EventLoop loop,
            TaskScope scope,
            BooleanSupplier isCreating,
            String reason,
            Duration limit,
            AsyncFuture<Set<Task<?>>> done) {
        Task<?> closer = currentTask();
        if (loop.isClosed()) {
            done.complete(others(scope, closer));
            return;
        }
        Duration deadline = loop.time().plus(limit);
        loop.createTask("close", () -> {
            try {
                cancelAll(loop, scope, closer, isCreating, reason, deadline);
            } finally {
                // also when the run is over and this task is cancelled with everything else
                Set<Task<?>> left = others(scope, closer);
                logStubborn(scope, left);
                done.complete(left);
            }
        });
    }

    private static void cancelAll(
            EventLoop loop,
            TaskScope scope,
            @Nullable Task<?> closer,
            BooleanSupplier isCreating,
            String reason,
            Duration deadline) {
        Set<Task<?>> left = others(scope, closer);
        while ((!left.isEmpty() || isCreating.getAsBoolean()) && loop.time().compareTo(deadline) < 0) {
            left.forEach(task -> task.cancel(reason));
            if (left.isEmpty()) {
                Asyncio.await(Asyncio.sleep(Duration.ZERO)); // the one who creates a task needs a moment
            } else {
                Duration time = deadline.minus(loop.time());
                Asyncio.await(Asyncio.wait(left, time, ReturnWhen.ALL_COMPLETED));
            }
            left = others(scope, closer);
        }
    }

    private static @Nullable Task<?> currentTask() {
        return ThreadState.current().task == null ? null : Asyncio.currentTask();
    }

    private static Set<Task<?>> others(TaskScope scope, @Nullable Task<?> closer) {
        Set<Task<?>> left = new HashSet<>(scope.tasks());
        left.removeIf(task -> task == closer || task.isDone());
        return left;
    }

    private static void logStubborn(TaskScope scope, Set<Task<?>> left) {
        if (!left.isEmpty()) {
            String names = left.stream().map(Task::toString).collect(Collectors.joining(", "));
            LoopLog.warn(
                    "These tasks of " + scope + " would not stop within its limit, and are abandoned: " + names, null);
        }
    }

    /** Waits for {@code done} in the way that is right where the caller stands. */
    public static void await(TaskScope scope, CompletableFuture<?> done, Duration limit) {
        if (ThreadState.current().task instanceof LinearTask<?>) {
            awaitInBody(done);
        } else {
            block(scope, done, limit.plus(GRACE));
        }
    }

    /** Waits to the end also when the body is cancelled meanwhile, and passes that on then. */
    private static void awaitInBody(CompletableFuture<?> done) {
        CancellationException cancellation = null;
        while (!done.isDone()) {
            try {
                Asyncio.await(Asyncio.shield(done));
            } catch (CancellationException again) {
                cancellation = again;
            }
        }
        if (cancellation != null) {
            throw cancellation;
        }
    }

    private static void block(TaskScope scope, CompletableFuture<?> done, Duration limit) {
        try {
            done.get(Math.min(Checks.nanos(limit, "limit"), Long.MAX_VALUE / 2), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException(
                    scope + " must be closed while its loop runs, but the loop does not; run it, or close the scope in"
                            + " a body",
                    late);
        } catch (ExecutionException failure) {
            throw Checks.sneaky(failure.getCause() == null ? failure : failure.getCause());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the thread was interrupted while " + scope + " was being closed");
        }
    }
}
