package dev.menai.interop.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plays rounds of all workloads in turn, until enough operations were done or the time is over. */
final class Soak {
    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final SoakOptions options;
    private final List<Workload> workloads;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private final long begin = System.nanoTime();
    private long operations;
    private long rounds;
    private long failed;
    private long lastTick = begin;

    /** Counts of one workload. */
    private static final class Tally {
        long rounds;
        long operations;
        long heard;
        long failed;
        long nanos;
    }

    Soak(SoakOptions options) {
        this.options = options;
        workloads = Workloads.named(options.workloads());
    }

    public static void main(String[] arguments) throws Exception {
        SoakOptions options = SoakOptions.parse(arguments);
        BusyCores.start(options.busy(), options.busyPercent());
        System.exit(new Soak(options).run() ? 0 : 1);
    }

    /** Soaks; returns whether nothing was wrong. */
    boolean run() throws InterruptedException, IOException {
        System.out.printf(
                "soak on %s, seed %d, workloads %s%n",
                Runtime.version(),
                options.seed(),
                workloads.stream().map(Workload::name).toList());
        while (operations < options.operations()
                && rounds < options.rounds()
                && elapsedSeconds() < options.seconds()
                && failed < options.failures()) {
            Workload workload = workloads.get((int) (rounds % workloads.size()));
            play(workload, options.seed() + rounds / workloads.size());
            rounds++;
            tick();
        }
        finish();
        return failed == 0;
    }

    private double elapsedSeconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    private void play(Workload workload, long seed) throws InterruptedException {
        Round round = new Round(workload, seed, options);
        long start = System.nanoTime();
        CompletableFuture<Void> end = CompletableFuture.runAsync(round::play, ThreadLife.THREADS);
        await(round, end);
        Tally tally = tallies.computeIfAbsent(workload.name(), name -> new Tally());
        tally.rounds++;
        tally.operations += round.operations();
        tally.heard += round.heard();
        tally.nanos += System.nanoTime() - start;
        operations += round.operations();
        if (round.hasFailed()) {
            tally.failed++;
            failed++;
            report(round);
        }
    }

    /** Waits for the end of the round, or until nothing has gone on for too long. */
    private void await(Round round, CompletableFuture<Void> end) throws InterruptedException {
        long known = -1;
        for (int idle = 0; ; idle++) {
            try {
                end.get(1, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException goesOn) {
                long now = round.operations();
                idle = now == known ? idle : 0;
                known = now;
                if (idle >= options.patience()) {
                    round.fail("stuck for " + idle + " seconds:" + Stuck.describe(round), null);
                    round.abandon();
                    return;
                }
            } catch (java.util.concurrent.ExecutionException failure) {
                round.fail("the round ended with " + failure.getCause(), failure.getCause());
                return;
            }
        }
    }

    private void report(Round round) {
        System.out.println("FAILED " + round + ", " + round.operations() + " operations");
        for (Round.Failure failure : round.failures().subList(0, Math.min(3, round.failures().size()))) {
            System.out.println("  " + failure.what());
            if (failure.cause() != null) {
                failure.cause().printStackTrace(System.out);
            }
        }
        System.out.flush();
    }

    private void tick() {
        long now = System.nanoTime();
        if (now - lastTick < TICK_NANOS) {
            return;
        }
        lastTick = now;
        List<String> counts = new ArrayList<>();
        tallies.forEach((name, tally) -> counts.add(name + " " + tally.operations));
        System.out.printf(
                "%6.0f s %,14d operations %,9.0f/s %,8d rounds %3d failed: %s%n",
                elapsedSeconds(), operations, operations / elapsedSeconds(), rounds, failed, String.join(", ", counts));
        System.out.flush();
    }

    private void finish() throws IOException {
        System.out.printf(
                "%n%-14s %10s %14s %12s %10s %7s%n",
                "workload", "rounds", "operations", "cancelled", "per second", "failed");
        tallies.forEach((name, tally) -> System.out.printf(
                "%-14s %,10d %,14d %,12d %,10.0f %7d%n",
                name,
                tally.rounds,
                tally.operations,
                tally.heard,
                tally.operations / (tally.nanos / 1e9),
                tally.failed));
        System.out.printf(
                "%-14s %,10d %,14d %12s %,10.0f %7d%n",
                "all", rounds, operations, "", operations / elapsedSeconds(), failed);
        if (!options.results().isEmpty()) {
            Results.add(options, rounds, operations, (long) elapsedSeconds(), failed);
        }
    }
}
