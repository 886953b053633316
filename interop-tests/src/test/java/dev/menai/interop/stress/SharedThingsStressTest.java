package dev.menai.interop.stress;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.Acquirable;
import dev.menai.BoundedSemaphore;
import dev.menai.Lock;
import dev.menai.Queue;
import dev.menai.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Queues and locks on all cores, while futures are cancelled at random from other threads: before, at and after the
 * hand-over. Every item and permit is counted. More rounds: {@code -Dmenai.stress.operations=5000000}.
 */
class SharedThingsStressTest {
    private static final int OPERATIONS = Integer.getInteger("menai.stress.operations", 60_000);
    private static final int USERS = 4;

    /** Cancels a future now and then, from another thread. */
    private static void cancelSometimes(Random random, CompletableFuture<?> future) {
        if (random.nextInt(4) == 0) {
            ForkJoinPool.commonPool().execute(() -> future.cancel(false));
        }
    }

    @Test
    @Timeout(600)
    void noItemIsLostOrDoubled() throws Exception {
        int each = OPERATIONS / USERS;
        Queue<Integer> queue = new Queue<>(8);
        AtomicIntegerArray put = new AtomicIntegerArray(each * USERS);
        AtomicIntegerArray got = new AtomicIntegerArray(each * USERS);
        List<Task<Void>> producers = new ArrayList<>();
        List<Task<Void>> consumers = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            int from = user * each;
            Random random = new Random(user);
            producers.add(createTask(() -> {
                for (int item = from; item < from + each; item++) {
                    CompletableFuture<Void> accepted = queue.put(item);
                    cancelSometimes(random, accepted);
                    if (isDone(accepted)) {
                        put.incrementAndGet(item);
                    }
                }
            }));
            Random other = new Random(100 + user);
            consumers.add(createTask(() -> {
                while (true) {
                    CompletableFuture<Integer> item = queue.get();
                    cancelSometimes(other, item);
                    try {
                        got.incrementAndGet(await(item));
                    } catch (CancellationException cancelled) {
                        // nothing was got: the next round gets it
                    } catch (dev.menai.QueueShutDownException end) {
                        return;
                    }
                }
            }));
        }
        for (Task<Void> producer : producers) {
            producer.get();
        }
        queue.shutdown();
        for (Task<Void> consumer : consumers) {
            consumer.get();
        }
        for (int item = 0; item < put.length(); item++) {
            assertThat(got.get(item)).as("item %d", item).isEqualTo(put.get(item));
        }
    }

    private static boolean isDone(CompletableFuture<?> future) {
        try {
            await(future);
            return true;
        } catch (CancellationException cancelled) {
            return false;
        }
    }

    @Test
    @Timeout(600)
    void noPermitIsLostOrMade() throws Exception {
        for (Acquirable shared : List.of(new Lock(), new BoundedSemaphore(2))) {
            int most = shared instanceof Lock ? 1 : 2;
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger tooMany = new AtomicInteger();
            List<Task<Void>> tasks = new ArrayList<>();
            for (int user = 0; user < 2 * USERS; user++) {
                Random random = new Random(user);
                tasks.add(createTask(() -> {
                    for (int round = 0; round < OPERATIONS / USERS / 4; round++) {
                        CompletableFuture<Acquirable.Held> acquired = shared.acquire();
                        cancelSometimes(random, acquired);
                        if (isDone(acquired)) {
                            if (inside.incrementAndGet() > most) {
                                tooMany.incrementAndGet();
                            }
                            if (random.nextInt(8) == 0) {
                                await(sleep(Duration.ZERO));
                            }
                            inside.decrementAndGet();
                            shared.release();
                        }
                    }
                }));
            }
            for (Task<Void> task : tasks) {
                task.get();
            }
            assertThat(tooMany).hasValue(0);
            for (int permit = 0; permit < most; permit++) {
                assertThat(shared.tryAcquire())
                        .as("permit %d of %s", permit, shared)
                        .isTrue();
            }
            assertThat(shared.tryAcquire()).isFalse();
        }
    }
}
