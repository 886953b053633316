package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.gather;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class QueueTest {
    private final Steps steps = new Steps();

    private static <T> List<T> drained(Queue<T> queue) {
        List<T> items = new ArrayList<>();
        while (!queue.isEmpty()) {
            items.add(queue.getNowait());
        }
        return items;
    }

    private Task<Void> task(Queue<Integer> queue, String name) {
        return createTask(name, () -> {
            steps.add(name + " " + await(queue.get()));
        });
    }

    @Test
    @DisplayName("QUE-1: first in first out, lowest first, last in first out")
    void orders() {
        Queue<Integer> fifo = new Queue<>();
        Queue<Integer> lifo = new LifoQueue<>();
        Queue<Integer> lowest = PriorityQueue.natural();
        for (Queue<Integer> queue : List.of(fifo, lifo, lowest)) {
            List.of(2, 3, 1).forEach(queue::putNowait);
            assertThat(queue.size()).isEqualTo(3);
        }
        assertThat(drained(fifo)).containsExactly(2, 3, 1);
        assertThat(drained(lifo)).containsExactly(1, 3, 2);
        assertThat(drained(lowest)).containsExactly(1, 2, 3);
    }

    @Test
    @DisplayName("QUE-1: lowest first, of a limited number of items")
    void limitedInNaturalOrder() {
        Queue<Integer> queue = PriorityQueue.natural(2);
        queue.putNowait(2);
        queue.putNowait(1);
        assertThat(queue.isFull()).isTrue();
        assertThat(drained(queue)).containsExactly(1, 2);
    }

    @Test
    @DisplayName("QUE-2: without a positive size it is never full")
    void unbounded() {
        for (int maxsize : new int[] {0, -5}) {
            Queue<Integer> queue = new Queue<>(maxsize);
            for (int item = 0; item < 1_000; item++) {
                queue.putNowait(item);
            }
            assertThat(queue.isFull()).isFalse();
            assertThat(queue.maxsize()).isZero();
        }
        assertThat(new Queue<>(2)).hasToString("Queue[0 of 2 items]");
    }

    @Test
    @DisplayName("QUE-3: put waits while it is full, get while it is empty; the forms that do not wait say so")
    void waiting() {
        Programs.run(() -> {
            Queue<Integer> queue = new Queue<>(1);
            assertThatThrownBy(queue::getNowait)
                    .isInstanceOf(QueueEmptyException.class)
                    .hasMessage("Queue[0 of 1 items] must have an item, but is empty; use get, which waits");
            Task<Void> putting = createTask(() -> {
                for (int item = 1; item <= 3; item++) {
                    await(queue.put(item));
                    steps.add("put " + item);
                }
            });
            turn();
            turn();
            steps.expect("put 1");
            assertThatThrownBy(() -> queue.putNowait(9))
                    .isInstanceOf(QueueFullException.class)
                    .hasMessage(
                            "Queue[1 of 1 items, 1 putting, 1 unfinished] must have room, but is full; use put, which waits");
            assertThat(queue.isFull()).isTrue();
            assertThat(await(queue.get())).isEqualTo(1);
            assertThat(await(queue.get())).isEqualTo(2);
            assertThat(await(queue.get())).isEqualTo(3);
            await(putting);
            Task<Void> late = task(queue, "late");
            turn();
            queue.putNowait(4);
            await(late);
            steps.expect("put 1", "put 2", "put 3", "late 4");
        });
    }

    @Test
    @DisplayName("QUE-4: a cancelled getter loses no item, cancelled while it waits or when it has been served")
    void cancelledGetter() {
        Programs.run(() -> {
            Queue<Integer> queue = new Queue<>();
            Task<Void> waiting = task(queue, "waiting");
            Task<Void> served = task(queue, "served");
            Task<Void> last = task(queue, "last");
            turn();
            waiting.cancel();
            queue.putNowait(1);
            served.cancel(); // it has its item, and there is no further wait
            queue.putNowait(2);
            await(last);
            assertThat(catchThrowable(() -> await(waiting))).isInstanceOf(CancellationException.class);
            await(served);
            steps.expect("served 1", "last 2");
        });
    }

    @Test
    @DisplayName("QUE-5: a cancelled putter puts nothing, and those behind it go on; one that is accepted stands")
    void cancelledPutter() {
        Programs.run(() -> {
            Queue<Integer> queue = new Queue<>(1);
            queue.putNowait(0);
            CompletableFuture<Void> cancelled = queue.put(1);
            CompletableFuture<Void> next = queue.put(2);
            cancelled.cancel(false);
            assertThat(queue.getNowait()).isZero();
            assertThat(next).isDone();
            assertThat(next.cancel(false)).isFalse();
            assertThat(drained(queue)).containsExactly(2);

            Asyncio.currentTask().cancel("before");
            await(queue.put(3)); // there is room: the request is for the next wait
            assertThatThrownBy(() -> await(queue.put(4))).hasMessageContaining("before");
            assertThat(drained(queue)).containsExactly(3);
            Asyncio.currentTask().uncancel();
        });
    }

    @Test
    @DisplayName("QUE-6: cancelled waiters leave the queue")
    void waitersLeave() {
        Programs.run(() -> {
            Queue<Integer> queue = new Queue<>();
            for (int round = 0; round < 100; round++) {
                queue.get().cancel(false);
            }
            CompletableFuture<Integer> only = queue.get();
            queue.putNowait(1);
            assertThat(only.join()).isEqualTo(1);
        });
    }

    @Test
    @DisplayName("QUE-7: nobody is stuck under mixed load, nor when items are taken without waiting")
    void mixedLoad() {
        Programs.run(() -> {
            Queue<Integer> queue = new Queue<>(2);
            List<Task<Void>> tasks = new ArrayList<>();
            for (int producer = 0; producer < 5; producer++) {
                tasks.add(createTask(() -> {
                    for (int item = 0; item < 20; item++) {
                        await(queue.put(item));
                    }
                }));
            }
            for (int consumer = 0; consumer < 4; consumer++) {
                tasks.add(createTask(() -> {
                    for (int item = 0; item < 20; item++) {
                        await(queue.get());
                    }
                }));
            }
            int taken = 0;
            while (taken < 20) {
                turn();
                if (!queue.isEmpty()) {
                    queue.getNowait();
                    taken++;
                }
            }
            await(gather(tasks));
            assertThat(queue.isEmpty()).isTrue();
        });
    }

    @Test
    @DisplayName("QUE-8: an item goes to the one who has waited longest at once: nobody overtakes him")
    void handOver() {
        Programs.run(() -> {
            Queue<Integer> queue = new Queue<>();
            CompletableFuture<Integer> waiting = queue.get();
            queue.putNowait(1);
            assertThat(queue.isEmpty()).isTrue();
            assertThatThrownBy(queue::getNowait).isInstanceOf(QueueEmptyException.class);
            assertThat(waiting.join()).isEqualTo(1);
        });
    }

    @Test
    @DisplayName("QUE-9: join waits until everything was dealt with; taskDone once too often is refused")
    void join() {
        Programs.run(() -> {
            Queue<Integer> queue = new Queue<>();
            await(queue.join());
            queue.putNowait(1);
            queue.putNowait(2);
            CompletableFuture<Void> all = queue.join();
            queue.getNowait();
            queue.getNowait();
            queue.taskDone();
            assertThat(all).isNotDone();
            queue.taskDone();
            await(all);
            assertThatThrownBy(queue::taskDone)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("taskDone must be called once for each item that was put, but was called once more");
            queue.putNowait(3);
            CompletableFuture<Void> cancelled = queue.join();
            assertThat(cancelled.cancel(false)).isTrue();
        });
    }

    @Test
    @DisplayName("QUE-10: after shutdown puts fail, waiting ones too; what is left is got, then getters fail")
    void shutdown() {
        Programs.run(() -> {
            Queue<Integer> queue = new Queue<>(1);
            queue.putNowait(1);
            CompletableFuture<Void> waiting = queue.put(2);
            queue.shutdown();
            assertThat(queue).hasToString("Queue[1 of 1 items, 1 unfinished, shut down]");
            for (CompletableFuture<Void> refused : List.of(waiting, queue.put(3))) {
                assertThatThrownBy(() -> await(refused))
                        .isInstanceOf(QueueShutDownException.class)
                        .hasMessage("Queue was shut down: nothing can be put into it, and no item is left; stop here, "
                                + "or use a new queue");
            }
            assertThatThrownBy(() -> queue.putNowait(3)).isInstanceOf(QueueShutDownException.class);
            CompletableFuture<Void> all = queue.join();
            assertThat(await(queue.get())).isEqualTo(1);
            assertThatThrownBy(() -> await(queue.get())).isInstanceOf(QueueShutDownException.class);
            assertThatThrownBy(queue::getNowait).isInstanceOf(QueueShutDownException.class);
            assertThat(all).isNotDone();
            queue.taskDone();
            await(all);

            Queue<Integer> empty = new Queue<>();
            CompletableFuture<Integer> getter = empty.get();
            empty.shutdown();
            assertThatThrownBy(() -> await(getter)).isInstanceOf(QueueShutDownException.class);
        });
    }

    @Test
    @DisplayName("QUE-11: shutdownNow drops the items; join ends when those that were taken are dealt with")
    void shutdownNow() {
        Programs.run(() -> {
            Queue<Integer> queue = new Queue<>();
            List.of(1, 2, 3).forEach(queue::putNowait);
            queue.getNowait();
            CompletableFuture<Void> all = queue.join();
            queue.shutdownNow();
            assertThat(queue.isEmpty()).isTrue();
            assertThat(all).isNotDone();
            queue.taskDone();
            await(all);
        });
    }

    @Test
    @DisplayName("QUE-12: shutdown twice is as good as once, and can be made immediate later")
    void shutdownTwice() {
        Programs.run(() -> {
            Queue<Integer> queue = new Queue<>();
            queue.putNowait(1);
            queue.shutdown();
            queue.shutdown();
            assertThat(queue.size()).isEqualTo(1);
            queue.shutdownNow();
            assertThat(queue.size()).isZero();
            await(queue.join());
        });
    }

    @Test
    @DisplayName("QUE-13: a priority queue has a comparator; equal items keep their order")
    void priorities() {
        Queue<String> queue = new PriorityQueue<>(10, Comparator.comparing(String::length));
        List.of("ccc", "b1", "a", "b2").forEach(queue::putNowait);
        assertThat(drained(queue)).containsExactly("a", "b1", "b2", "ccc");
        assertThatThrownBy(() -> new PriorityQueue<String>(null)).hasMessage("comparator must not be null");
    }

    // iterating

    @Test
    void aLoopGetsItemsUntilTheQueueIsShutDown() {
        Programs.run(() -> {
            Queue<Integer> queue = new Queue<>(1);
            Task<Void> producer = createTask(() -> {
                for (int item = 1; item <= 3; item++) {
                    await(queue.put(item));
                    turn();
                }
                queue.shutdown();
            });
            for (int item : each(queue)) {
                steps.add(item);
            }
            await(producer);
            assertThat(queue.map(item -> item).toList()).isEmpty();
        });
        steps.expect(1, 2, 3);
    }

    @Test
    void aLoopThatIsLeftOrCancelledLosesNoItem() {
        Programs.run(() -> {
            Queue<Integer> queue = new Queue<>();
            List.of(1, 2, 3).forEach(queue::putNowait);
            AsyncIterator<Integer> items = queue.asyncIterator();
            await(items.advance());
            await(items.close()); // the item was not looked at
            assertThat(await(items.advance())).isFalse();
            try (Each<Integer> all = each(queue)) {
                for (int item : all) {
                    assertThat(item).isEqualTo(1);
                    break;
                }
            }
            assertThat(drained(queue)).containsExactly(2, 3);

            Task<Void> waiting = createTask(() -> queue.forEach(steps::add));
            turn();
            waiting.cancel();
            queue.putNowait(4);
            assertThat(catchThrowable(() -> await(waiting))).isInstanceOf(CancellationException.class);
            assertThat(drained(queue)).containsExactly(4);
        });
    }

    @Test
    void nullsArePassedOn() {
        Programs.run(() -> {
            Queue<String> queue = new Queue<>();
            queue.putNowait(null);
            assertThat(await(queue.get())).isNull();
            CompletableFuture<String> waiting = queue.get();
            queue.putNowait(null);
            assertThat(await(waiting)).isNull();
        });
    }

    @Test
    void itemsOfManyThreadsAndLoopsAreNeitherLostNorDoubled() throws Exception {
        int each = 20_000;
        Queue<Integer> queue = new Queue<>(64);
        List<CompletableFuture<?>> producers = new ArrayList<>();
        for (int producer = 0; producer < 3; producer++) {
            int from = producer * each;
            producers.add(createTask(() -> {
                for (int item = from; item < from + each; item++) {
                    await(queue.put(item));
                }
            }));
        }
        producers.add(CompletableFuture.runAsync(() -> {
            for (int item = 3 * each; item < 4 * each; item++) {
                queue.put(item).join();
            }
        }));
        List<CompletableFuture<List<Integer>>> consumers = new ArrayList<>();
        for (int consumer = 0; consumer < 2; consumer++) {
            consumers.add(createTask(queue::toList));
            consumers.add(CompletableFuture.supplyAsync(() -> Asyncio.run(() -> {
                List<Integer> got = new ArrayList<>();
                for (int item : each(queue)) {
                    got.add(item);
                }
                return got;
            })));
        }
        for (CompletableFuture<?> producer : producers) {
            producer.get();
        }
        queue.shutdown();
        boolean[] seen = new boolean[4 * each];
        int count = 0;
        for (CompletableFuture<List<Integer>> consumer : consumers) {
            for (int item : consumer.get()) {
                assertThat(seen[item]).as("item %d got twice", item).isFalse();
                seen[item] = true;
                count++;
            }
        }
        assertThat(count).isEqualTo(4 * each);
    }

    @Test
    void theLastProducerToCloseShutsTheQueueDown() {
        Programs.run(() -> {
            Queue<Integer> queue = new Queue<>(1);
            List<Task<Void>> tasks = new ArrayList<>();
            for (int number = 0; number < 3; number++) {
                QueueProducer<Integer> producer = queue.producer();
                int own = number;
                tasks.add(createTask(() -> {
                    try (producer) {
                        for (int item = 0; item < own; item++) {
                            await(producer.put(own));
                        }
                    }
                }));
            }
            assertThat(queue.toList()).containsExactlyInAnyOrder(1, 2, 2);
            await(gather(tasks));
            assertThatThrownBy(queue::producer).isInstanceOf(QueueShutDownException.class);
        });
    }

    @Test
    void aClosedProducerPutsNothing() {
        Queue<Integer> queue = new Queue<>();
        QueueProducer<Integer> closed = queue.producer();
        QueueProducer<Integer> open = queue.producer();
        closed.close();
        closed.close();
        assertThatThrownBy(() -> closed.put(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("QueueProducer is closed: cannot put an item; ask the queue for another one");
        assertThatThrownBy(() -> closed.putNowait(1)).isInstanceOf(IllegalStateException.class);
        open.putNowait(2);
        assertThat(drained(queue)).containsExactly(2);
        open.close();
        assertThatThrownBy(() -> queue.putNowait(3)).isInstanceOf(QueueShutDownException.class);
    }
}
