package dev.menai;

import dev.menai.engine.loop.Sigint;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The run of a main task, as signals to the process see it: the first of them cancels the task, once, and a second SIGINT
 * ends the patience of what waits for it. A handler of the user's takes precedence.
 */
final class MainRun {
    private static final String SIGINT = "SIGINT";

    final AsyncFuture<?> main;
    private final IntConsumer onSigint;

    /** Guarded by this object. */
    private @Nullable String signal;

    /** Creates the run of {@code main}; {@code onSigint} gets the number of each SIGINT that comes during it. */
    MainRun(AsyncFuture<?> main, IntConsumer onSigint) {
        this.main = main;
        this.onSigint = onSigint;
    }

    /** Takes SIGINT where that is for us, on the main thread; null otherwise. */
    @Nullable
    AutoCloseable takeSigint() {
        return isOnMainThread() ? Sigint.take(1, this::interrupted) : null;
    }

    private void interrupted(int number) {
        onSigint.accept(number);
        if (number == 1) {
            cancelFor(SIGINT);
        }
    }

    private static boolean isOnMainThread() {
        Thread thread = Thread.currentThread();
        ThreadGroup group = thread.getThreadGroup();
        return thread.getName().equals("main")
                && group != null
                && group.getName().equals("main");
    }

    /** Cancels the main task, unless a signal has done so: its clean-up is not to be interrupted by the next one. */
    synchronized void cancelFor(String reason) {
        if (signal == null && main.cancel(reason)) {
            signal = reason;
        }
    }

    /** Returns what comes out of the run when {@code cancelled} comes out of the main task. */
    synchronized CancellationException outcome(CancellationException cancelled) {
        if (!SIGINT.equals(signal) || (main instanceof Task<?> task && task.uncancel() > 0)) {
            return cancelled;
        }
        CancellationException interrupt = new CancellationException(SIGINT);
        interrupt.initCause(cancelled);
        return interrupt;
    }
}
