package dev.menai;

import dev.menai.engine.bridge.Exited;
import dev.menai.engine.loop.LoopLog;
import dev.menai.engine.loop.ProcessEnd;
import dev.menai.engine.loop.Sigint;
import dev.menai.internal.Checks;
import dev.menai.internal.lifetimes.LoopEnd;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a runner when the process ends: cancels the main task, waits for the run, and closes the runner, all within its
 * limit. A SIGINT that comes meanwhile ends that wait.
 *
 * <p>The thread of the hook, which the end of the process waits for, only looks on: what it waits for is done by threads
 * that may be left alone, because code of users runs there, which may do what it likes, such as call {@code System.exit}
 * once more. A step of the loop that calls it never gives back the turn: then another thread goes on without it. One
 * on another loop that calls it is given up, so that nobody waits for that.
 */
final class RunnerShutdown implements Runnable {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Runner runner;
    private final EventLoop loop;
    private final RunnerPhases phases;
    private final long limit;

    /** Whether the main task has been asked to end. */
    private volatile boolean isAsked;

    RunnerShutdown(Runner runner, EventLoop loop, RunnerPhases phases, Duration timeout) {
        this.runner = runner;
        this.loop = loop;
        this.phases = phases;
        limit = Math.min(Checks.nanos(timeout, "timeout"), Long.MAX_VALUE / 4);
    }

    @Override
    public void run() {
        long start = System.nanoTime();
        MainRun underWay = phases.processEnds(start + limit);
        Sigint.take(Integer.MAX_VALUE, number -> phases.hurry()); // to the end of the process
        try {
            ProcessEnd.aside(() -> endInOrder(underWay));
            while (phases.isOpenAfter(LOOK_NANOS)) {
                // the one that closes names what is left within the limit itself
                long allowed = phases.isClosing() ? limit + GRACE_NANOS : limit;
                if (System.nanoTime() - start > allowed) {
                    sayThatTimeIsOver();
                    phases.hurry(); // whoever waits for the close goes on
                    return;
                }
                if (isAsked || System.nanoTime() - start > GRACE_NANOS) {
                    Exited.abandonAll(); // not before: its failure would be cleaned up when the request comes
                }
                Thread gone = Exited.holderOf(loop.engine());
                if (gone != null) {
                    ProcessEnd.aside(() -> endWithout(gone));
                }
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt(); // somebody will not have the end of the process wait
        }
    }

    private void sayThatTimeIsOver() {
        List<AsyncFuture<?>> left = LoopEnd.unfinished(loop);
        LoopLog.warn(
                left.isEmpty()
                        ? "The process ends, and the runner would not close within the limit of the shutdown, though no"
                                + " task is left: a callback keeps its thread, or work goes on in its default executor"
                        : "The process ends, and these tasks would not stop within the limit of the shutdown, and are"
                                + " abandoned: " + LoopEnd.names(left),
                null);
    }

    private void endInOrder(@Nullable MainRun underWay) {
        if (underWay != null) {
            underWay.cancelFor("the process is shutting down");
        }
        isAsked = true;
        try {
            phases.awaitRun();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return;
        }
        runner.close();
    }

    /** Ends the runner on this thread, in place of the one that runs its loop, and without what stands on {@code gone}. */
    private void endWithout(Thread gone) {
        if (!Exited.endRun(loop.engine(), gone)) {
            return;
        }
        boolean wasClosing = phases.isClosing();
        MainRun lost = phases.takeOver();
        long deadline = runner.deadline(loop);
        try {
            if (wasClosing) {
                awaitCancelled(deadline);
            }
            if (lost != null && !lost.main.isDone()) {
                LoopEnd.awaitAll(loop, List.of(lost.main), deadline);
            }
            LoopEnd.end(loop, deadline, List.of());
        } finally {
            phases.closed();
        }
    }

    /** Waits for the tasks that the closing of the runner has cancelled: once more would end their clean-up. */
    private void awaitCancelled(long deadline) {
        List<Task<?>> cancelled =
                loop.allTasks().stream().filter(task -> task.cancelling() > 0).toList();
        if (!cancelled.isEmpty()) {
            LoopEnd.awaitAll(loop, cancelled, deadline);
        }
    }
}
