package dev.menai.internal.lifetimes;

import dev.menai.AsyncFuture;
import dev.menai.EventLoop;
import dev.menai.ExceptionContext;
import dev.menai.Task;
import dev.menai.engine.loop.DaemonThreads;
import dev.menai.engine.loop.LoopLog;
import dev.menai.internal.Checks;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A confined loop that a daemon thread of its own runs, from its making to its {@link #end}. Nothing else ends it: a run
 * that was stopped or that a fatal error has left is followed by another.
 *
 * <p>{@code ending} is set once, by what ends the loop, which stops it after: a run under way ends with that, and one
 * that begins later as well, after one iteration.
 */
public final class BackgroundLoop {
    /** How long the loop may take, what would not stop by then. */
    private record Ending(long deadline, Collection<? extends AsyncFuture<?>> stubborn) {}

    private final String owner;
    private final EventLoop loop = EventLoop.create();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private volatile @Nullable Ending ending;

    private BackgroundLoop(String owner) {
        this.owner = owner;
    }

    /** Starts a loop for {@code owner}, after which the thread is named. */
    public static BackgroundLoop start(String owner) {
        BackgroundLoop background = new BackgroundLoop(owner);
        Thread thread = DaemonThreads.create("menai-" + owner, background::run);
        try {
            thread.start();
        } catch (Throwable failure) {
            background.loop.close();
            throw failure;
        }
        return background;
    }

    public EventLoop loop() {
        return loop;
    }

    /** Returns what is done when the loop is closed and its thread about to end. */
    public CompletableFuture<@Nullable Void> ended() {
        return ended;
    }

    private void run() {
        try {
            Ending end = ending;
            while (end == null && runOnce()) {
                end = ending;
            }
            Thread.interrupted(); // an interrupt of this thread does not mean the end of the loop
            LoopEnd.end(loop, end == null ? 0 : end.deadline, end == null ? List.of() : end.stubborn);
        } catch (Throwable failure) {
            LoopLog.failure("The loop of '" + owner + "' could not be ended in order", failure);
        } finally {
            ended.complete(Checks.<@Nullable Void>nothing());
        }
    }

    /** Runs the loop until somebody stops it; returns false if this thread may not run it any more. */
    private boolean runOnce() {
        try {
            loop.runForever();
        } catch (IllegalStateException refused) {
            if (!loop.isClosed()) {
                LoopLog.failure("The loop of '" + owner + "' must be left to its own thread", refused);
            }
            return false;
        } catch (Throwable fatal) {
            report(fatal);
        }
        return true;
    }

    private void report(Throwable fatal) {
        try {
            loop.callExceptionHandler(ExceptionContext.of(
                    "A fatal error has ended a step of the loop of '" + owner + "', which goes on with the next",
                    fatal));
        } catch (Throwable ofHandler) {
            LoopLog.failure("The exception handler of the loop of '" + owner + "' failed", ofHandler);
        }
    }

    /**
     * Ends the loop, when the tasks in {@code last}, among which others may come, have ended; by {@code deadline}, in the
     * time of the loop, at the latest. What is left on the loop is cancelled and waited for, {@code stubborn} is not.
     */
    public void end(Set<Task<?>> last, long deadline, Collection<? extends AsyncFuture<?>> stubborn) {
        Ending end = new Ending(deadline, stubborn);
        if (!loop.isClosed()) {
            loop.callAt(Duration.ofNanos(deadline), () -> begin(end));
        }
        endAfter(last, end);
    }

    private void endAfter(Set<Task<?>> last, Ending end) {
        for (Task<?> task : last) {
            if (!task.isDone() && !loop.isClosed()) {
                task.addDoneCallback(done -> endAfter(last, end));
                return;
            }
        }
        begin(end);
    }

    private void begin(Ending end) {
        ending = end;
        loop.stop();
    }
}
