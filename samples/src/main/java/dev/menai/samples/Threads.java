package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.toThread;

import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Blocking calls in threads and long computations on all cores, beside a loop that keeps ticking. */
public final class Threads {
    private Threads() {}

    /**
     * Like a driver without an asynchronous form: its thread is blocked, here until the loop has ticked three times.
     */
    static int blockingCall(int number, CountDownLatch ticks) throws InterruptedException {
        ticks.await();
        return number;
    }

    static long primes(int from, int to) {
        return IntStream.range(Math.max(2, from), to)
                .filter(number ->
                        IntStream.rangeClosed(2, (int) Math.sqrt(number)).noneMatch(divisor -> number % divisor == 0))
                .count();
    }

    static void besideATickingLoop(ExecutorService executor, int cores) {
        CountDownLatch ticks = new CountDownLatch(3);
        Task<Void> ticker = createTask("ticker", () -> {
            while (true) {
                await(sleep(Duration.ofMillis(10)));
                ticks.countDown();
            }
        });
        List<Integer> answers = await(gather(
                toThread(() -> blockingCall(1, ticks)), toThread(() -> blockingCall(2, ticks)), toThread(() -> 3)));
        System.out.println("blocking calls, beside a loop that ticks: " + answers);

        int share = 50_000 / cores + 1;
        List<CompletableFuture<Long>> counts = new ArrayList<>();
        for (int from = 0; from < 50_000; from += share) {
            int first = from;
            int end = Math.min(from + share, 50_000);
            counts.add(EventLoop.running().runInExecutor(executor, () -> primes(first, end)));
        }
        long sum = await(gather(counts)).stream().mapToLong(Long::longValue).sum();
        System.out.println("primes, counted on all cores: " + sum);
        ticker.cancel();
    }

    public static void main(String[] arguments) {
        int cores = Runtime.getRuntime().availableProcessors();
        ExecutorService executor = Executors.newFixedThreadPool(cores);
        try {
            Asyncio.run(() -> besideATickingLoop(executor, cores));
        } finally {
            executor.shutdown();
        }
    }
}
