package dev.menai.benchmarks;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.sleep;

import dev.menai.Asyncio;
import dev.menai.Coroutine;
import dev.menai.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Linear Java bodies on a confined loop. */
final class MenaiJava implements Peer {
    private static void gatherAll(int count, Coroutine<Integer> body) {
        Asyncio.run(() -> {
            List<Task<Integer>> tasks = new ArrayList<>(count);
            for (int number = 0; number < count; number++) {
                tasks.add(createTask(body));
            }
            Checked.count(await(gather(tasks)).size(), count);
        });
    }

    @Override
    public void switches(int tasks, int rounds) {
        gatherAll(tasks, () -> {
            for (int round = 0; round < rounds; round++) {
                await(sleep(Duration.ZERO));
            }
            return rounds;
        });
    }

    @Override
    public void spawnAndGather(int bodies) {
        gatherAll(bodies, () -> 1);
    }

    @Override
    public void sleepers(int bodies, int millis) {
        Duration nap = Duration.ofMillis(millis);
        gatherAll(bodies, () -> {
            await(sleep(nap));
            return 1;
        });
    }
}
