package dev.menai.samples;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.gatherOutcomes;
import static dev.menai.Asyncio.sleep;

import dev.menai.Asyncio;
import dev.menai.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Two groups of coroutines; one is cancelled as a whole, and both are collected with their outcomes. */
public final class Groups {
    private Groups() {}

    static int slowSquare(int number) {
        await(sleep(Duration.ofMillis(20L * number)));
        return number * number;
    }

    static void twoGroups() {
        CompletableFuture<List<Integer>> small = gather(() -> slowSquare(1), () -> slowSquare(2));
        CompletableFuture<List<Integer>> large = gather(() -> slowSquare(100), () -> slowSquare(200));
        await(sleep(Duration.ofMillis(10)));
        large.cancel(false);
        for (Outcome<List<Integer>> outcome : await(gatherOutcomes(small, large))) {
            System.out.println(outcome.isCancelled() ? "the group was cancelled" : "the group gave " + outcome.value());
        }
    }

    public static void main(String[] arguments) {
        Asyncio.run(Groups::twoGroups);
    }
}
