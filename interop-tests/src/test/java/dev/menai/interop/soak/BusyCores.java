package dev.menai.interop.soak;

import java.util.SplittableRandom;

/** Keeps the cores busy with other work, so that threads are stopped at odd places: spins, and rests now and then. */
final class BusyCores {
    private static volatile long sink;

    private BusyCores() {}

    /** Starts {@code count} threads that are busy {@code percent} of the time. */
    static void start(int count, int percent) {
        for (int number = 0; number < count; number++) {
            SplittableRandom random = new SplittableRandom(number);
            Thread thread = new Thread(() -> work(random, percent), "busy " + number);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void work(SplittableRandom random, int percent) {
        while (true) {
            long slice = 100_000L + random.nextInt(3_000_000);
            long end = System.nanoTime() + slice;
            while (System.nanoTime() < end) {
                sink = sink * 31 + 7;
            }
            long rest = slice * (100 - percent) / Math.max(1, percent);
            if (rest > 0) {
                java.util.concurrent.locks.LockSupport.parkNanos(rest);
            }
        }
    }
}
