package dev.menai.interop.soak;

import dev.menai.EventLoop;
import dev.menai.Task;
import dev.menai.engine.loop.Workers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks for what rounds left behind: tasks, threads with bodies, blocking work, failures that nobody looked at. */
final class Leftover {
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** What earlier rounds, which failed, have left: it is told once. */
    private static final Set<Task<?>> KNOWN = ConcurrentHashMap.newKeySet();

    private static final List<String> REPORTED = new CopyOnWriteArrayList<>();
    private static volatile int knownThreads;

    private Leftover() {}

    /** Notes what is reported to the shared loop, on which several rounds play at once. */
    static void listen() {
        EventLoop.shared().setExceptionHandler((loop, context) -> {
            if (!Expected.is(context.exception())) {
                REPORTED.add("reported to the shared loop: " + context.message() + " " + context.exception());
            }
        });
    }

    /** Looks for what {@code round} left behind on a loop of its own, or in threads. */
    static void check(Round round, boolean isLoopShared) {
        if (!awaitTrue(() -> round.inside() == 0)) {
            round.fail(round.inside() + " bodies or threads were cancelled and never ended", null);
        }
        String left = isLoopShared ? "" : tasksLeft(round.loop());
        if (!left.isEmpty()) {
            round.fail(left, null);
        }
    }

    /** Returns what is left where all rounds play, after all have ended; empty if it is nothing. */
    static String everywhere() {
        String left = tasksLeft(EventLoop.shared()) + String.join("", REPORTED);
        REPORTED.clear();
        if (!awaitTrue(() -> Workers.busy() <= knownThreads)) {
            int busy = Workers.busy();
            left += "threads left with a body: " + (busy - knownThreads);
            knownThreads = busy;
        }
        return left;
    }

    private static String tasksLeft(EventLoop loop) {
        if (awaitTrue(() -> KNOWN.containsAll(loop.allTasks()))) {
            return "";
        }
        StringBuilder left = new StringBuilder("tasks left:");
        for (Task<?> task : loop.allTasks()) {
            if (KNOWN.add(task)) {
                left.append("\n  ").append(Stuck.describe(task));
            }
        }
        return left.toString();
    }

    /** What has ended may still be seen for a moment. */
    private static boolean awaitTrue(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(20_000);
        }
        return true;
    }
}
