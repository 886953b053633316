package dev.menai.internal;

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
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Closes a scope: cancels its tasks again and again until none is left, or the time is over. */
public final class ScopeEnd {
    private ScopeEnd() {}

    /** Has {@code done} completed with the tasks that would not stop. */
    @SuppressWarnings("FutureReturnValueIgnored") // its outcome is that of the other future
    public static void start(
            EventLoop loop, TaskScope scope, String reason, Duration limit, CompletableFuture<Set<Task<?>>> done) {
        Task<?> closer = currentTask();
        Duration deadline = loop.time().plus(limit);
        loop.createTask("close", () -> {
            try {
                cancelAll(loop, scope, closer, reason, deadline);
            } finally {
                // also when the run is over and this task is cancelled with everything else
                Set<Task<?>> left = others(scope, closer);
                logStubborn(scope, left);
                done.complete(left);
            }
        });
    }

    private static void cancelAll(
            EventLoop loop, TaskScope scope, @Nullable Task<?> closer, String reason, Duration deadline) {
        Set<Task<?>> left = others(scope, closer);
        while (!left.isEmpty() && loop.time().compareTo(deadline) < 0) {
            left.forEach(task -> task.cancel(reason));
            Duration time = deadline.minus(loop.time());
            Asyncio.await(Asyncio.wait(left, time, ReturnWhen.ALL_COMPLETED));
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
    public static void await(CompletableFuture<?> done) {
        if (ThreadState.current().task instanceof LinearTask<?>) {
            Asyncio.await(Asyncio.shield(done));
        } else {
            done.join();
        }
    }
}
