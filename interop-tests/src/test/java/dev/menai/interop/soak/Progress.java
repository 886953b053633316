package dev.menai.interop.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what a soak has done, and prints it. */
final class Progress {
    private static final long TICK_NANOS = 5_000_000_000L;
    private static final int MOST_FAILURES_OF_A_ROUND = 3;

    /** Counts of one workload. */
    private static final class Tally {
        long rounds;
        long operations;
        long heard;
        long nanos;
        long failed;
    }

    private final SoakOptions options;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private final List<String> batch = new ArrayList<>();
    private final long begin = System.nanoTime();
    private long lastTick = begin;
    private long rounds;
    private long operations;
    private long failed;

    Progress(SoakOptions options, List<Workload> workloads) {
        this.options = options;
        workloads.forEach(workload -> tallies.put(workload.name(), new Tally()));
    }

    private double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    void begin() {
        System.out.printf(
                "soak on JDK %s, seed %d, workloads %s%n", Runtime.version(), options.seed(), tallies.keySet());
    }

    /** Returns whether there is more to do. */
    synchronized boolean isWanted() {
        return operations < options.operations() && seconds() < options.seconds() && failed < options.failures();
    }

    synchronized boolean isClean() {
        return failed == 0;
    }

    /** Returns which rounds have ended since the last time. */
    synchronized String batch() {
        String names = String.join("; ", batch);
        batch.clear();
        return names;
    }

    synchronized void ended(Workload workload, Round round, long nanos) {
        Tally tally = tallies.get(workload.name());
        tally.rounds++;
        tally.operations += round.operations();
        tally.heard += round.heard();
        tally.nanos += nanos;
        rounds++;
        operations += round.operations();
        batch.add(round.toString());
        if (round.hasFailed()) {
            tally.failed++;
            report(round);
        }
    }

    private void report(Round round) {
        StringBuilder text = new StringBuilder(round + ", " + round.operations() + " operations");
        int known = 0;
        for (Round.Failure failure : round.failures()) {
            if (++known <= MOST_FAILURES_OF_A_ROUND) {
                text.append("\n  ").append(failure.what());
                for (Throwable cause = failure.cause(); cause != null; cause = cause.getCause()) {
                    text.append("\n    ").append(cause);
                    for (StackTraceElement element : cause.getStackTrace()) {
                        text.append("\n      at ").append(element);
                    }
                }
            }
        }
        failed(text.toString());
    }

    synchronized void failed(String what) {
        failed++;
        System.out.println("FAILED " + what);
        System.out.flush();
    }

    /** Prints now and then how far it has come. */
    synchronized void tick() {
        batch.clear();
        long now = System.nanoTime();
        if (now - lastTick < TICK_NANOS) {
            return;
        }
        lastTick = now;
        List<String> counts = new ArrayList<>();
        tallies.forEach((name, tally) -> counts.add(name + " " + tally.operations));
        System.out.printf(
                "%5.0f s %,13d operations %,9.0f/s %,7d rounds %3d failed: %s%n",
                seconds(), operations, operations / seconds(), rounds, failed, String.join(", ", counts));
        System.out.flush();
    }

    synchronized void finish() throws IOException {
        String row = "%-12s %,9d %,14d %,12d %7d %12s%n";
        System.out.printf(
                "%n%-12s %9s %14s %12s %7s %12s%n",
                "workload", "rounds", "operations", "cancelled", "failed", "a second");
        long heard = 0;
        for (Map.Entry<String, Tally> entry : tallies.entrySet()) {
            Tally tally = entry.getValue();
            heard += tally.heard;
            String rate = String.format("%,.0f", tally.operations / (Math.max(1, tally.nanos) / 1e9));
            System.out.printf(row, entry.getKey(), tally.rounds, tally.operations, tally.heard, tally.failed, rate);
        }
        System.out.printf(
                row, "all", rounds, operations, heard, failed, String.format("%,.0f", operations / seconds()));
        if (!options.results().isEmpty()) {
            Results.add(options, rounds, operations, (long) seconds(), failed);
        }
    }
}
