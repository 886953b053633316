package dev.menai;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.support.Programs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnrulyComparatorTest {
    @SuppressWarnings({"unchecked", "rawtypes"}) // to compare what cannot be compared
    private static PriorityQueue<Object> ofAnything() {
        return new PriorityQueue<>(0, (one, other) -> ((Comparable) one).compareTo(other));
    }

    @Test
    @DisplayName("QUE-15: an item that cannot be compared is refused to the one who puts it, and counts nowhere")
    void refused() {
        PriorityQueue<Object> queue = ofAnything();
        queue.putNowait(1);
        assertThatThrownBy(() -> queue.putNowait("x")).isInstanceOf(ClassCastException.class);
        assertThat(queue.getNowait()).isEqualTo(1);
        queue.taskDone();
        assertThat(queue.join()).isDone();
    }

    @Test
    @DisplayName("QUE-15: so it is when he has waited for room: whoever makes it gets his item and does not hear of it")
    void refusedLater() {
        boolean[] throwsNow = {false};
        PriorityQueue<Integer> queue = new PriorityQueue<>(2, (one, other) -> {
            if (throwsNow[0]) {
                throw new ClassCastException("moody");
            }
            return one.compareTo(other);
        });
        queue.putNowait(1);
        queue.putNowait(2);
        CompletableFuture<Void> waiting = queue.put(3);
        throwsNow[0] = true;
        assertThat(queue.getNowait()).isEqualTo(1);
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(ClassCastException.class);
        assertThat(queue.getNowait()).isEqualTo(2);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    @DisplayName(
            "QUE-16: a put that is failed from outside puts nothing, unless its item is on its way in: then it stands")
    void failedFromOutside() {
        Runnable[] comparing = {() -> {}};
        PriorityQueue<Integer> queue = new PriorityQueue<>(2, (one, other) -> {
            comparing[0].run();
            return one.compareTo(other);
        });
        queue.putNowait(1);
        queue.putNowait(2);
        CompletableFuture<Void> left = queue.put(3);
        CompletableFuture<Void> entering = queue.put(4);
        assertThat(left.completeExceptionally(new TimeoutException())).isTrue();
        List<Boolean> isEnded = new ArrayList<>();
        comparing[0] = () -> isEnded.add(entering.completeExceptionally(new TimeoutException()));
        assertThat(queue.getNowait()).isEqualTo(1);
        assertThat(isEnded).containsOnly(false).isNotEmpty();
        assertThatThrownBy(left::join).hasCauseInstanceOf(TimeoutException.class);
        assertThat(entering).isCompletedWithValue(null);
        assertThat(List.of(queue.getNowait(), queue.getNowait())).containsExactly(2, 4);
    }

    @Test
    @DisplayName("QUE-15: a comparator that waits holds up nobody who does not put, and may use the queue itself")
    void withoutTheLock() throws Exception {
        CountDownLatch isComparing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicReference<PriorityQueue<Integer>> self = new AtomicReference<>();
        Comparator<Integer> slow = (one, other) -> {
            if (one == 0) {
                isComparing.countDown();
                assertThat(self.get().size()).isBetween(0, 2);
                try {
                    goOn.await();
                } catch (InterruptedException interrupt) {
                    throw new IllegalStateException(interrupt);
                }
            }
            return one.compareTo(other);
        };
        PriorityQueue<Integer> queue = new PriorityQueue<>(0, slow);
        self.set(queue);
        queue.putNowait(5);
        queue.putNowait(6);
        Thread putter = new Thread(() -> queue.putNowait(0));
        putter.start();
        isComparing.await();
        assertThat(queue.getNowait()).isEqualTo(5);
        goOn.countDown();
        putter.join();
        assertThat(List.of(queue.getNowait(), queue.getNowait())).containsExactly(0, 6);
    }

    @Test
    @DisplayName(
            "QUE-13: in any order of puts and gets the lowest is next, and equal ones are in the order of their puts")
    void anyOrder() {
        Random random = new Random(7);
        PriorityQueue<int[]> queue = new PriorityQueue<>(0, Comparator.comparingInt(item -> item[0]));
        List<int[]> model = new ArrayList<>();
        for (int number = 0; number < 20_000; number++) {
            if (model.isEmpty() || random.nextInt(5) < 3) {
                int[] item = {random.nextInt(50), number};
                queue.putNowait(item);
                model.add(item);
            } else {
                int[] lowest = model.stream()
                        .min(Comparator.<int[]>comparingInt(item -> item[0]).thenComparingInt(item -> item[1]))
                        .orElseThrow();
                assertThat(queue.getNowait()).isSameAs(lowest);
                model.remove(lowest);
            }
            if (model.size() > 60) {
                model.clear();
                while (!queue.isEmpty()) {
                    queue.getNowait();
                }
            }
        }
    }

    @Test
    @DisplayName("QUE-11: what comes back after shutdownNow is dropped, and join ends")
    void comesBackAfterTheEnd() {
        Programs.run(() -> {
            Queue<String> queue = new Queue<>();
            AsyncIterator<String> items = queue.asyncIterator();
            CompletableFuture<Boolean> hasItem = items.advance();
            queue.putNowait("x");
            assertThat(await(hasItem)).isTrue();
            queue.shutdownNow();
            CompletableFuture<Void> joined = queue.join();
            assertThat(joined).isNotDone();
            await(items.close());
            await(joined);
            assertThat(queue.isEmpty()).isTrue();
        });
    }
}
