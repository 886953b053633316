package dev.menai.interop.processes;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gatherOutcomes;
import static dev.menai.Asyncio.sleep;

import dev.menai.Asyncio;
import dev.menai.Outcome;
import dev.menai.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Has more bodies wait at once than threads are allowed. */
public final class WaitingThreadsProgram {
    private WaitingThreadsProgram() {}

    public static void main(String[] arguments) {
        Asyncio.run(() -> {
            List<Task<String>> tasks = new ArrayList<>();
            for (int number = 0; number < 4; number++) {
                tasks.add(createTask(() -> await(sleep(Duration.ofMillis(50), "slept"))));
            }
            await(sleep(Duration.ofMillis(10)));
            try {
                createTask(() -> "one more");
            } catch (RuntimeException refused) {
                System.out.println("createTask: " + refused.getMessage());
            }
            for (Outcome<String> outcome : await(gatherOutcomes(tasks))) {
                System.out.println(
                        outcome.isSuccess()
                                ? outcome.value()
                                : outcome.exception().getMessage());
            }
            System.out.println(await(createTask(() -> "works again")));
        });
    }
}
