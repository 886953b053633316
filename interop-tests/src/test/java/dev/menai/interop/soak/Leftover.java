package dev.menai.interop.soak;

import dev.menai.EventLoop;
import dev.menai.Task;
import dev.menai.engine.loop.Workers;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Looks for what a round left behind: tasks, threads with bodies, blocking work. */
final class Leftover {
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** What earlier rounds, which failed, have left: it is told once. */
    private static final Set<Task<?>> KNOWN = ConcurrentHashMap.newKeySet();

    private static volatile int knownThreads;

    private Leftover() {}

    static void check(Round round) {
        if (!awaitTrue(() -> round.inside() == 0)) {
            round.fail(round.inside() + " bodies or threads were cancelled and never ended", null);
        }
        checkTasks(round, round.loop());
        checkTasks(round, EventLoop.shared());
        if (!awaitTrue(() -> Workers.busy() <= knownThreads)) {
            int busy = Workers.busy();
            round.fail("threads left with a body: " + (busy - knownThreads), null);
            knownThreads = busy;
        }
    }

    private static void checkTasks(Round round, EventLoop loop) {
        if (!awaitTrue(() -> KNOWN.containsAll(loop.allTasks()))) {
            StringBuilder left = new StringBuilder();
            for (Task<?> task : loop.allTasks()) {
                if (KNOWN.add(task)) {
                    left.append("\n  ").append(Stuck.describe(task));
                }
            }
            round.fail("tasks left:" + left, null);
        }
    }

    /** What has ended may still be seen for a moment. */
    private static boolean awaitTrue(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }
}
