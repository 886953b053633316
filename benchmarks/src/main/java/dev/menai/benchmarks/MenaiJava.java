package dev.menai.benchmarks;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;

import dev.menai.AsyncIterable;
import dev.menai.Asyncio;
import dev.menai.Coroutine;
import dev.menai.Lock;
import dev.menai.Queue;
import dev.menai.Task;
import dev.menai.kotlin.Suspend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

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

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the group waits for its tasks
    public void taskGroups(int groups, int children) {
        Asyncio.run(() -> {
            for (int group = 0; group < groups; group++) {
                int[] ended = {0};
                taskGroup(tasks -> {
                    for (int child = 0; child < children; child++) {
                        tasks.createTask(() -> ended[0]++);
                    }
                });
                Checked.count(ended[0], children);
            }
        });
    }

    private static AsyncIterable<Integer> numbers(int items) {
        return AsyncIterable.generate(out -> {
            for (int item = 0; item < items; item++) {
                out.yield(item);
            }
        });
    }

    @Override
    public void generatorPush(int items) {
        Asyncio.run(() -> {
            int[] seen = {0};
            numbers(items).forEach(item -> seen[0]++);
            Checked.count(seen[0], items);
        });
    }

    @Override
    public void generatorPull(int items) {
        Asyncio.run(() -> {
            int seen = 0;
            for (int item : each(numbers(items))) {
                seen += item >= 0 ? 1 : 0;
            }
            Checked.count(seen, items);
        });
    }

    @Override
    public void queue(int pairs, int itemsEach) {
        Asyncio.run(() -> {
            Queue<Integer> queue = new Queue<>(PLACES);
            int[] got = {0};
            List<Task<Integer>> tasks = new ArrayList<>();
            for (int pair = 0; pair < pairs; pair++) {
                tasks.add(createTask(() -> {
                    for (int item = 0; item < itemsEach; item++) {
                        await(queue.put(item));
                    }
                    return itemsEach;
                }));
                tasks.add(createTask(() -> {
                    int seen = 0;
                    for (int item = 0; item < itemsEach; item++) {
                        seen += await(queue.get()) >= 0 ? 1 : 0;
                    }
                    got[0] += seen;
                    return seen;
                }));
            }
            await(gather(tasks));
            Checked.count(got[0], pairs * itemsEach);
        });
    }

    @Override
    public void lock(int rounds) {
        Asyncio.run(() -> {
            Lock lock = new Lock();
            int[] passed = {0};
            for (int round = 0; round < rounds; round++) {
                await(lock.acquire());
                passed[0]++;
                lock.release();
            }
            Checked.count(passed[0], rounds);
        });
    }

    @Override
    public void contendedLock(int tasks, int rounds) {
        Lock lock = new Lock();
        gatherAll(tasks, () -> {
            for (int round = 0; round < rounds; round++) {
                await(lock.acquire());
                await(sleep(Duration.ZERO));
                lock.release();
            }
            return rounds;
        });
    }

    @Override
    public void suspendCalls(int calls) {
        SuspendFunctions functions = new SuspendFunctions();
        Asyncio.run(() -> {
            int seen = 0;
            for (int call = 0; call < calls; call++) {
                int number = call;
                CompletableFuture<Integer> next = Suspend.call(c -> functions.turned(number, c));
                seen += await(next) > number ? 1 : 0;
            }
            Checked.count(seen, calls);
        });
    }
}
