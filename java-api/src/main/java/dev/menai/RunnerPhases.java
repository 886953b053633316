package dev.menai;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What may use the loop of a runner: its owner, one run after the other and then to close it; or, once the process
 * ends, the shutdown, which waits for the run under way and closes the runner in the owner's place.
 *
 * <p>Guarded by this object: {@code run}, the run under way; {@code isClosing}, after which there is no further run;
 * {@code isClosed}; {@code isHurried}, after which the shutdown waits for nothing; {@code wasInterrupted}, by a SIGINT
 * during a run. The last four only ever become true.
 */
final class RunnerPhases {
    private @Nullable MainRun run;
    private boolean isClosing;
    private boolean isClosed;
    private boolean isHurried;
    private boolean wasInterrupted;
    private @Nullable Long endOfProcess;

    /** Throws when there can be no further run, and none is under way. */
    synchronized void requireOpen() {
        if (endOfProcess != null && run == null) {
            throw new IllegalStateException(
                    "Runner is closed, because the process is shutting down: cannot be used any more; do this in the main"
                            + " task, before it ends");
        }
        if (isClosing) {
            throw new IllegalStateException("Runner is closed: cannot be used any more; create a new one");
        }
    }

    synchronized void begin(MainRun next) {
        requireOpen();
        run = next;
    }

    synchronized void end() {
        run = null;
        notifyAll();
    }

    /** Returns whether the caller is the one to close; there is no further run. Throws while there is one. */
    synchronized boolean beginClose() {
        if (run != null) {
            throw new IllegalStateException("Runner must not run when it is closed, but its main task is " + run.main
                    + "; cancel that, and close the runner when the run has ended");
        }
        boolean isFirst = !isClosing;
        isClosing = true;
        return isFirst;
    }

    /** Waits until somebody else has closed it, or the process waits for that no longer. */
    synchronized void awaitClosed() throws InterruptedException {
        while (!isClosed && !isHurried) {
            wait();
        }
    }

    synchronized void closed() {
        isClosed = true;
        notifyAll();
    }

    synchronized void hurry() {
        isHurried = true;
        notifyAll();
    }

    /** Notes the SIGINT with this number of a run: one is for the main task, the second ends all patience. */
    synchronized void interrupted(int number) {
        wasInterrupted = true;
        if (number > 1) {
            hurry();
        }
    }

    synchronized boolean wasInterrupted() {
        return wasInterrupted;
    }

    // the side of the shutdown

    /** Notes that the process ends, and may wait until {@code nanoTime}; returns the run under way. */
    synchronized @Nullable MainRun processEnds(long nanoTime) {
        endOfProcess = nanoTime;
        return run;
    }

    /** Returns when the process is to end, by {@code System.nanoTime}; null if it does not end. */
    synchronized @Nullable Long endOfProcess() {
        return endOfProcess;
    }

    /** Waits until there is no run. */
    synchronized void awaitRun() throws InterruptedException {
        while (run != null) {
            wait();
        }
    }

    /** Whether somebody is ending what is left on the loop, or was. */
    synchronized boolean isClosing() {
        return isClosing;
    }

    /** Ends a run whose thread does not come back from it. */
    synchronized @Nullable MainRun takeOver() {
        MainRun lost = run;
        isClosing = true;
        run = null;
        notifyAll();
        return lost;
    }

    /** Waits for {@code nanos} at the most; returns whether the runner is not closed then, and still to be waited for. */
    synchronized boolean isOpenAfter(long nanos) throws InterruptedException {
        long start = System.nanoTime();
        while (!isClosed && !isHurried) {
            long left = nanos - (System.nanoTime() - start);
            if (left <= 0) {
                return true;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return false;
    }
}
