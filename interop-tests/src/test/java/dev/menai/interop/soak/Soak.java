package dev.menai.interop.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays rounds of all workloads in turn, several at a time, until enough operations were done or the time is over. Now
 * and then all lanes stop, and what must be gone by then is looked for.
 */
final class Soak {
    private static final long BATCH_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final SoakOptions options;
    private final List<Workload> workloads;
    private final Progress progress;
    private final AtomicLong nextRound = new AtomicLong();

    Soak(SoakOptions options) {
        this.options = options;
        workloads = Workloads.named(options.workloads());
        progress = new Progress(options, workloads);
    }

    public static void main(String[] arguments) throws Exception {
        SoakOptions options = SoakOptions.parse(arguments);
        BusyCores.start(options.busy(), options.busyPercent());
        System.exit(new Soak(options).run() ? 0 : 1);
    }

    /** Soaks; returns whether nothing was wrong. */
    boolean run() throws InterruptedException, IOException {
        Leftover.listen();
        progress.begin();
        while (progress.isWanted() && nextRound.get() < options.rounds()) {
            playBatch();
            String left = Leftover.everywhere();
            if (!left.isEmpty()) {
                progress.failed("left by rounds " + progress.batch() + ": " + left);
            }
            progress.tick();
        }
        progress.finish();
        return progress.isClean();
    }

    private void playBatch() throws InterruptedException {
        long end = System.nanoTime() + BATCH_NANOS;
        List<Thread> lanes = new ArrayList<>();
        for (int number = 0; number < options.lanes(); number++) {
            Thread lane = new Thread(
                    () -> {
                        while (System.nanoTime() < end && progress.isWanted()) {
                            long next = nextRound.getAndIncrement();
                            if (next >= options.rounds()) {
                                return;
                            }
                            play(next);
                        }
                    },
                    "lane " + number);
            lane.start();
            lanes.add(lane);
        }
        for (Thread lane : lanes) {
            lane.join();
        }
    }

    private void play(long number) {
        Workload workload = workloads.get((int) (number % workloads.size()));
        Round round = new Round(workload, options.seed() + number / workloads.size(), options);
        long begin = System.nanoTime();
        CompletableFuture<Void> end = CompletableFuture.runAsync(round::play, ThreadLife.THREADS);
        try {
            await(round, end);
        } catch (InterruptedException | ExecutionException failure) {
            round.fail("the round ended with " + failure, failure);
        }
        progress.ended(workload, round, System.nanoTime() - begin);
    }

    /** Waits for the end of the round, or until nothing has gone on for too long. */
    private void await(Round round, CompletableFuture<Void> end) throws InterruptedException, ExecutionException {
        long known = -1;
        int idle = 0;
        while (true) {
            try {
                end.get(1, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException goesOn) {
                long now = round.operations();
                idle = now == known ? idle + 1 : 0;
                known = now;
            }
            if (idle >= options.patience()) {
                round.fail("stuck for " + idle + " seconds:" + Stuck.describe(round), null);
                round.abandon();
                return;
            }
        }
    }
}
