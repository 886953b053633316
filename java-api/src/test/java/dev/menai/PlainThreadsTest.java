package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.waitFor;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.support.Programs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Waits of plain threads, which end by their own time or by an interrupt. */
class PlainThreadsTest {
    private final Lock lock = new Lock();
    private final Queue<String> queue = new Queue<>(1);

    @Test
    @DisplayName("LCK-8: get(timeout) whose time is over has left the line, and takes no lock")
    void lockInTime() throws Exception {
        assertThat(lock.tryAcquire()).isTrue();
        assertThatThrownBy(() -> lock.acquire().get(1, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(lock).hasToString("Lock[locked, 0 waiting]");
        lock.release();
        try (Acquirable.Held held = lock.acquire().get(1, SECONDS)) {
            assertThat(lock.isLocked()).isTrue();
        }
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    @DisplayName("LCK-8: unless somebody else counts on the very future")
    void othersCount() throws Exception {
        assertThat(lock.tryAcquire()).isTrue();
        AsyncFuture<Acquirable.Held> acquiring = lock.acquire();
        CompletableFuture<String> other = acquiring.thenApply(held -> "held by another");
        assertThatThrownBy(() -> acquiring.get(1, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        lock.release();
        assertThat(other.get(1, SECONDS)).isEqualTo("held by another");
    }

    @Test
    @DisplayName("LCK-8: on a stage of it, or on a waitFor, get(timeout) leaves the line as well")
    void stagesInTime() throws Exception {
        assertThat(lock.tryAcquire()).isTrue();
        List<CompletableFuture<?>> waits = List.of(
                lock.acquire().thenApply(held -> "a lock"),
                lock.acquire().thenApply(held -> "a lock").thenRun(() -> {}),
                waitFor(lock.acquire(), Duration.ofHours(1)),
                waitFor(lock.acquire(), Duration.ofHours(1)).copy());
        for (CompletableFuture<?> wait : waits) {
            assertThatThrownBy(() -> wait.get(1, MILLISECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(wait).isCancelled();
        }
        assertThat(lock).hasToString("Lock[locked, 0 waiting]");
    }

    @Test
    @DisplayName("CAN-21: a stage that waits for something else as well is not ended by a get(timeout)")
    void stagesOfOtherThings() {
        assertThat(lock.tryAcquire()).isTrue();
        CompletableFuture<Integer> other = new CompletableFuture<>();
        CompletableFuture<Integer> both = lock.acquire().thenCombine(other, (held, item) -> item);
        assertThatThrownBy(() -> both.get(1, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        lock.release();
        other.complete(1);
        assertThat(both).isCompletedWithValue(1);
    }

    @Test
    @DisplayName("QUE-14: get(timeout) on a get or a put whose time is over takes nothing and puts nothing")
    void queueInTime() throws Exception {
        assertThatThrownBy(() -> queue.get().get(1, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        queue.putNowait("a");
        assertThat(queue.size()).isEqualTo(1);
        assertThatThrownBy(() -> queue.put("b").get(1, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(queue.getNowait()).isEqualTo("a");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    @DisplayName("QUE-14: a limit that is negative is over at once, however far, and one without end has not passed")
    void limitsAtTheEnds() throws Exception {
        for (long limit : new long[] {0, -1, Long.MIN_VALUE / 2, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> queue.get().get(limit, SECONDS))
                    .as("%d s", limit)
                    .isInstanceOf(TimeoutException.class);
        }
        assertThat(queue.toString()).doesNotContain("getting");
        Thread putter = new Thread(() -> queue.putNowait("a"));
        AsyncFuture<String> item = queue.get();
        putter.start();
        assertThat(item.get(Long.MAX_VALUE, SECONDS)).isEqualTo("a");
        putter.join();
    }

    @Test
    @DisplayName("QUE-14: nothing is lost or doubled when the item comes at the moment at which the time is over")
    void itemAtTheEndOfTheTime() throws Exception {
        for (int round = 0; round < 300; round++) {
            Queue<Integer> items = new Queue<>();
            Thread putter = new Thread(() -> items.putNowait(1));
            putter.start();
            int got = 0;
            try {
                got = items.get().get(round % 30 * 3_000L, java.util.concurrent.TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                assertThat(late).isNotNull();
            }
            putter.join();
            assertThat(got + items.size()).as("round %d", round).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("LCK-8, QUE-14: nothing is lost when the lock or item comes at the moment of the interrupt")
    void interruptedWhenItComes() throws Exception {
        for (int round = 0; round < 300; round++) {
            boolean isTimed = round % 2 == 0;
            Lock held = new Lock();
            assertThat(held.tryAcquire()).isTrue();
            Queue<Integer> items = new Queue<>();
            AtomicInteger got = new AtomicInteger();
            CountDownLatch isThere = new CountDownLatch(2);
            Thread locking = new Thread(() -> {
                AsyncFuture<Acquirable.Held> acquiring = held.acquire();
                isThere.countDown();
                try {
                    get(acquiring, isTimed).close();
                } catch (InterruptedException left) {
                    assertThat(held.isLocked()).isIn(true, false);
                }
            });
            Thread getting = new Thread(() -> {
                AsyncFuture<Integer> item = items.get();
                isThere.countDown();
                try {
                    got.set(get(item, isTimed));
                } catch (InterruptedException left) {
                    got.set(0);
                }
            });
            locking.start();
            getting.start();
            isThere.await();
            for (int spins = round * 10; spins > 0; spins--) {
                Thread.onSpinWait();
            }
            locking.interrupt();
            held.release();
            getting.interrupt();
            items.putNowait(1);
            locking.join();
            getting.join();
            assertThat(held.isLocked()).as("round %d", round).isFalse();
            assertThat(got.get() + items.size()).as("round %d", round).isEqualTo(1);
        }
    }

    private static <T> T get(CompletableFuture<T> future, boolean isTimed) throws InterruptedException {
        try {
            return isTimed ? future.get(1, HOURS) : future.get();
        } catch (java.util.concurrent.ExecutionException | TimeoutException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    @DisplayName("WFR-9: a limit of time loses no item or lock that another thread hands over at the deadline")
    void waitForAtTheDeadline() {
        Asyncio.run(() -> {
            for (int round = 0; round < 1_000; round++) {
                Queue<Integer> items = new Queue<>();
                Lock held = new Lock();
                assertThat(held.tryAcquire()).isTrue();
                Duration limit = Duration.ofNanos(round % 50 * 1_000);
                CompletableFuture<Void> work = Asyncio.toThread(() -> {
                    items.putNowait(1);
                    held.release();
                });
                int got = 0;
                try {
                    got = await(waitFor(items.get(), limit));
                } catch (dev.menai.TimeoutException late) {
                    assertThat(late.duration()).isEqualTo(limit);
                }
                try (Acquirable.Held mine = await(waitFor(held.acquire(), limit))) {
                    assertThat(held.isLocked()).isTrue();
                } catch (dev.menai.TimeoutException late) {
                    assertThat(late.duration()).isEqualTo(limit);
                }
                await(work);
                assertThat(got + items.size()).as("round %d", round).isEqualTo(1);
                assertThat(held.isLocked()).as("round %d", round).isFalse();
            }
        });
    }

    @Test
    @DisplayName("LCK-8: an interrupted wait of a thread has left the line as well")
    void interrupted() throws Exception {
        assertThat(lock.tryAcquire()).isTrue();
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread waiting = new Thread(() -> {
            try {
                lock.acquire().get();
            } catch (Exception interrupt) {
                failure.set(interrupt);
            }
            ended.countDown();
        });
        waiting.start();
        while (!lock.toString().contains("1 waiting")) {
            Thread.onSpinWait();
        }
        waiting.interrupt();
        ended.await();
        assertThat(failure.get()).isInstanceOf(InterruptedException.class);
        lock.release();
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    @DisplayName(
            "CND-9: a wait for a notification that ends by orTimeout, or on a thread by get(timeout), has the lock again")
    void conditionInTime() throws Exception {
        Condition condition = new Condition();
        Asyncio.run(() -> {
            await(condition.acquire());
            assertThatThrownBy(() -> await(condition.whenNotified().orTimeout(1, MILLISECONDS)))
                    .isInstanceOf(TimeoutException.class);
            assertThat(condition.isLocked()).isTrue();
            condition.release();
        });
        try (Acquirable.Held held = condition.acquire().get(1, SECONDS)) {
            assertThatThrownBy(() -> condition.whenNotified().get(1, MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            assertThat(condition.isLocked()).isTrue();
        }
        assertThat(condition.isLocked()).isFalse();
    }

    @Test
    @DisplayName("BAR-7: who leaves by get(timeout) has not arrived")
    void barrierInTime() throws Exception {
        Barrier barrier = new Barrier(2);
        assertThatThrownBy(() -> barrier.arrive().get(1, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        Programs.run(() -> assertThat(barrier).hasToString("Barrier[filling, 0 of 2]"));
    }

    @Test
    @DisplayName("BAR-7, QUE-14, CAN-21: who leaves a waitFor by get(timeout) has not arrived, and has put nothing")
    void behindWaitFor() throws Exception {
        Barrier barrier = new Barrier(2);
        CompletableFuture<Integer> arrival = waitFor(barrier.arrive(), Duration.ofHours(1));
        assertThatThrownBy(() -> arrival.get(1, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(arrival).isCancelled();
        Programs.run(() -> assertThat(barrier).hasToString("Barrier[filling, 0 of 2]"));
        queue.putNowait("a");
        CompletableFuture<Void> put = waitFor(waitFor(queue.put("b"), Duration.ofHours(1)), Duration.ofHours(1));
        assertThatThrownBy(() -> put.get(1, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(queue.getNowait()).isEqualTo("a");
        assertThat(queue.isEmpty()).isTrue();
    }
}
