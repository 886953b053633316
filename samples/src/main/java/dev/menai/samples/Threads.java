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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Blocking calls in threads and long computations on all cores, beside a loop that keeps ticking. */
public final class Threads {
    private Threads() {}

    static int blockingCall(int number) throws InterruptedException {
        Thread.sleep(100); // a driver without an asynchronous form
        return number;
    }

    static long primesBelow(int limit) {
        return IntStream.range(2, limit)
                .filter(number ->
                        IntStream.rangeClosed(2, (int) Math.sqrt(number)).noneMatch(divisor -> number % divisor == 0))
                .count();
    }

    static void besideATickingLoop(ExecutorService cores) {
        int[] ticks = {0};
        Task<Void> ticker = createTask("ticker", () -> {
            while (true) {
                await(sleep(Duration.ofMillis(10)));
                ticks[0]++;
            }
        });
        List<Integer> answers =
                await(gather(toThread(() -> blockingCall(1)), toThread(() -> blockingCall(2)), toThread(() -> 3)));
        System.out.println("blocking calls: " + answers);

        List<CompletableFuture<Long>> counts = new ArrayList<>();
        for (int limit : new int[] {20_000, 50_000}) {
            counts.add(EventLoop.running().runInExecutor(cores, () -> primesBelow(limit)));
        }
        System.out.println("primes: " + await(gather(counts)));
        System.out.println("the loop kept ticking: " + (ticks[0] >= 3));
        ticker.cancel();
    }

    public static void main(String[] arguments) {
        ExecutorService cores =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            Asyncio.run(() -> besideATickingLoop(cores));
        } finally {
            cores.shutdown();
        }
    }
}
