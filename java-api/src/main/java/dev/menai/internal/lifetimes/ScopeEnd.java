package dev.menai.internal.lifetimes;

import dev.menai.AsyncFuture;
import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.ReturnWhen;
import dev.menai.Task;
import dev.menai.TaskOptions;
import dev.menai.TaskScope;
import dev.menai.TimerHandle;
import dev.menai.engine.loop.LoopLog;
import dev.menai.engine.loop.ThreadState;
import dev.menai.engine.tasks.LinearTask;
import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Bodies;
import dev.menai.internal.Checks;
import dev.menai.internal.Engines;
import dev.menai.internal.Loops;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of a scope: its tasks are cancelled again and again until none is left, or the time is over; then the loop of a
 * confined scope ends.
 *
 * <p>Two futures tell of it: {@code tasksEnd}, for code on the loop of the scope, and {@code scopeEnd}, for all others,
 * which a confined scope completes when its loop is closed; or, at the end of the time, a timer elsewhere, because a body
 * may hold the turn for ever.
 */
public final class ScopeEnd {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final TaskScope scope;
    private final EventLoop loop;
    private final BooleanSupplier isCreating;
    private final String reason;
    private final Duration limit;
    private final long deadline;
    private final @Nullable BackgroundLoop background;

    /** The tasks of this loop that have closed the scope: nobody waits for them. */
    private final Set<Task<?>> closers = ConcurrentHashMap.newKeySet();

    /**
     * Ends a wait for the others when another task joins the closers; made before the others are looked at, and completed
     * after the task has joined.
     */
    private volatile AsyncFuture<@Nullable Void> joined;

    private final AsyncFuture<Set<Task<?>>> tasksEnd;
    private final CompletableFuture<Set<Task<?>>> scopeEnd;

    public ScopeEnd(
            TaskScope scope,
            BooleanSupplier isCreating,
            String reason,
            Duration limit,
            @Nullable BackgroundLoop background) {
        this.scope = scope;
        this.loop = scope.loop();
        this.isCreating = isCreating;
        this.reason = reason;
        this.limit = limit;
        this.deadline = Engines.of(loop).deadlineAfter(Checks.nanos(limit, "limit"));
        this.background = background;
        this.joined = loop.createFuture();
        this.tasksEnd = loop.createFuture();
        this.scopeEnd = background == null ? tasksEnd : new CompletableFuture<>();
    }

    /** Takes the running task of this loop, if the calling code is one, among those that close the scope. */
    public void join() {
        if (ThreadState.current().task != null && Loops.current() == loop && closers.add(Asyncio.currentTask())) {
            joined.complete(Checks.<@Nullable Void>nothing());
        }
    }

    /** Returns what tells the calling code of the end. */
    public CompletableFuture<Set<Task<?>>> futureFor() {
        return Loops.current() == loop ? tasksEnd : scopeEnd;
    }

    /** Begins it. Called once. */
    @SuppressWarnings("FutureReturnValueIgnored") // what they come to is the future's of this
    public void start() {
        if (background != null) {
            endLoopAfterTasks(background);
        }
        if (loop.isClosed()) {
            tasksEnd.complete(others());
            return;
        }
        ThrowingSupplier<@Nullable Void, ?> closing = Bodies.withoutValue(() -> {
            try {
                cancelAll();
            } finally {
                // also when the run is over and this task is cancelled with everything else
                Set<Task<?>> left = others();
                logStubborn(left);
                tasksEnd.complete(left);
            }
        });
        try {
            new Task<>(loop, closing, TaskOptions.named("close")); // not by the task factory, which is the user's
        } catch (Throwable failure) {
            others().forEach(task -> task.cancel(reason));
            tasksEnd.completeExceptionally(failure);
        }
    }

    private void cancelAll() {
        while (true) {
            joined = loop.createFuture();
            // asked first: a task is there before its creation is over
            boolean mayGrow = isCreating.getAsBoolean();
            Set<Task<?>> left = others();
            left.forEach(task -> task.cancel(reason));
            if (left.isEmpty() && !mayGrow) {
                return;
            }
            if (timeLeft() <= 0) {
                Asyncio.await(Asyncio.sleep(Duration.ZERO)); // what ends at once has the time for it
                return;
            }
            if (left.isEmpty()) {
                Asyncio.await(Asyncio.sleep(Duration.ZERO)); // a thread that creates a task needs a moment
            } else {
                awaitEnd(left);
            }
        }
    }

    /** Waits until {@code left} have ended, the time is over, or one of them joins the closers. */
    private void awaitEnd(Set<Task<?>> left) {
        CompletableFuture<?> ended = Asyncio.wait(left, Duration.ofNanos(timeLeft()), ReturnWhen.ALL_COMPLETED);
        Asyncio.await(Asyncio.wait(List.of(ended, joined), ReturnWhen.FIRST_COMPLETED));
        ended.cancel(true);
    }

    private long timeLeft() {
        return deadline - Engines.of(loop).now();
    }

    private Set<Task<?>> others() {
        Set<Task<?>> left = new HashSet<>(scope.tasks());
        left.removeIf(task -> closers.contains(task) || task.isDone());
        return left;
    }

    private void logStubborn(Set<Task<?>> left) {
        if (!left.isEmpty()) {
            LoopLog.warn(
                    "These tasks of " + scope + " would not stop within its limit, and are abandoned: "
                            + LoopEnd.names(left),
                    null);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what follows is all that they are for
    private void endLoopAfterTasks(BackgroundLoop ending) {
        tasksEnd.whenComplete((left, failure) -> {
            Set<Task<?>> stubborn = failure == null ? left : others();
            ending.ended().thenRun(() -> scopeEnd.complete(stubborn));
            ending.end(closers, deadline, stubborn);
        });
        TimerHandle patience = EventLoop.shared().callLater(Duration.ofNanos(patience(1)), this::giveUp);
        ending.ended().thenRun(patience::cancel);
    }

    /** The limit and so many times a moment more, in nanoseconds. */
    private long patience(int moments) {
        return Math.min(Checks.nanos(limit, "limit"), Long.MAX_VALUE / 2) + moments * GRACE.toNanos();
    }

    private void giveUp() {
        Set<Task<?>> left = others();
        LoopLog.warn(
                "The loop of " + scope + " has not ended within its limit, because a step keeps it, and is abandoned"
                        + " with its thread and these tasks: " + LoopEnd.names(left),
                null);
        scopeEnd.complete(left);
    }

    /** Waits for {@code done} in the way that is right where the caller stands. */
    public void await(CompletableFuture<?> done) {
        if (ThreadState.current().task instanceof LinearTask<?>) {
            awaitInBody(done);
        } else {
            block(done);
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

    private void block(CompletableFuture<?> done) {
        if (ThreadState.current().loop != null) {
            throw new IllegalStateException("close() must not block an event loop, but was called in a callback or a"
                    + " coroutine on " + ThreadState.current().loop + ": use closeAsync() there; " + scope
                    + " is being closed all the same");
        }
        try {
            done.get(patience(2), TimeUnit.NANOSECONDS); // longer than this end itself waits
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
