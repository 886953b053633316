package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LockTest {
    private final Lock lock = new Lock();
    private final Steps steps = new Steps();

    private Task<Void> passing(String name) {
        return createTask(
                name,
                () -> lock.with(() -> {
                    steps.add(name);
                    turn();
                }));
    }

    @Test
    @DisplayName("LCK-1: waiters get the lock in the order of arrival; nobody overtakes them, not even the releaser")
    void order() {
        Programs.run(() -> {
            await(lock.acquire());
            Task<Void> first = passing("first");
            Task<Void> second = passing("second");
            turn();
            assertThat(lock).hasToString("Lock[locked, 2 waiting]");
            lock.release();
            assertThat(lock.tryAcquire()).isFalse();
            CompletableFuture<Acquirable.Held> again = lock.acquire();
            assertThat(again).isNotDone();
            await(again).close();
            steps.expect("first", "second");
            await(first);
            await(second);
            assertThat(lock).hasToString("Lock[unlocked, 0 waiting]");
        });
    }

    @Test
    @DisplayName("LCK-2: release hands over at once: the lock stays locked")
    void handOver() {
        Programs.run(() -> {
            await(lock.acquire());
            CompletableFuture<Acquirable.Held> next = lock.acquire();
            lock.release();
            assertThat(next).isDone();
            assertThat(lock.isLocked()).isTrue();
            lock.release();
            assertThat(lock.isLocked()).isFalse();
        });
    }

    @Test
    @DisplayName("LCK-3: releasing a free lock is refused; any task may release; acquiring twice waits")
    void release() {
        assertThatThrownBy(lock::release)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Lock[unlocked, 0 waiting] must be held to be released, but is not; release it once for "
                        + "each acquire");
        Programs.run(() -> {
            assertThat(lock.tryAcquire()).isTrue();
            assertThat(lock.acquire()).isNotDone();
            await(createTask(lock::release));
            assertThat(lock.isLocked()).isTrue();
        });
    }

    @Test
    @DisplayName("LCK-4: a cancelled waiter leaves the queue at once")
    void cancelled() {
        Programs.run(() -> {
            await(lock.acquire());
            Task<Void> waiting = passing("never");
            turn();
            waiting.cancel();
            assertThat(lock).hasToString("Lock[locked, 0 waiting]");
            assertThat(catchThrowable(() -> await(waiting))).isInstanceOf(CancellationException.class);
            lock.release();
            assertThat(lock.isLocked()).isFalse();
        });
        steps.expect();
    }

    @Test
    @DisplayName("LCK-5: of a cancelled waiter and a live one, the live one gets the lock that is released then")
    void cancelThenRelease() {
        Programs.run(() -> {
            await(lock.acquire());
            Task<Void> cancelled = passing("cancelled");
            Task<Void> live = passing("live");
            turn();
            cancelled.cancel();
            lock.release();
            await(live);
            steps.expect("live");
            assertThat(lock.isLocked()).isFalse();
            assertThat(catchThrowable(() -> await(cancelled))).isInstanceOf(CancellationException.class);
        });
    }

    @Test
    @DisplayName(
            "LCK-6: a waiter that has the lock when the request comes keeps it, and gets the request at its next wait")
    void releaseThenCancel() {
        Programs.run(() -> {
            await(lock.acquire());
            Task<Void> woken = passing("woken");
            turn();
            lock.release();
            woken.cancel();
            assertThat(catchThrowable(() -> await(woken))).isInstanceOf(CancellationException.class);
            steps.expect("woken");
            assertThat(lock.isLocked()).isFalse();
        });
    }

    @Test
    @DisplayName("LCK-6: a free lock is acquired with a request on its way, which is for the next wait")
    void requestBeforeAcquire() {
        Programs.run(() -> {
            Task<?> me = Asyncio.currentTask();
            me.cancel("before");
            try (var held = await(lock.acquire())) {
                assertThat(lock.isLocked()).isTrue();
                assertThatThrownBy(() -> await(lock.acquire())).hasMessageContaining("before");
            }
            assertThat(lock.isLocked()).isFalse();
            me.uncancel();
        });
    }

    @Test
    @DisplayName("LCK-7: a lock is not bound to a loop: threads and loops share it")
    void shared() throws Exception {
        int[] count = {0};
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> Asyncio.run(() -> countUp(count)));
        Asyncio.run(() -> countUp(count));
        other.join();
        assertThat(count[0]).isEqualTo(2_000);
        assertThat(lock.acquire().get()).isNotNull();
    }

    private void countUp(int[] count) {
        for (int round = 0; round < 1_000; round++) {
            lock.with(() -> {
                int before = count[0];
                if (before % 10 == 0) {
                    turn();
                }
                count[0] = before + 1;
            });
        }
    }

    @Test
    void withReleasesAfterAFailureAndReturnsTheValue() {
        Programs.run(() -> {
            assertThatThrownBy(() -> lock.with(() -> {
                        throw new IllegalStateException("lost");
                    }))
                    .hasMessage("lost");
            assertThat(lock.isLocked()).isFalse();
            int value = lock.with(() -> 1);
            assertThat(value).isEqualTo(1);
            try (Acquirable.Held held = await(lock.acquire())) {
                assertThat(held).isNotNull();
                assertThat(lock.isLocked()).isTrue();
            }
            assertThat(lock.isLocked()).isFalse();
        });
    }

    @Test
    void aFutureThatSomebodyElseCompletesDoesNotKeepTheLock() {
        Programs.run(() -> {
            await(lock.acquire());
            CompletableFuture<Acquirable.Held> stolen = lock.acquire();
            CompletableFuture<Acquirable.Held> next = lock.acquire();
            stolen.complete(() -> {});
            lock.release();
            assertThat(next).isDone();
        });
    }

    @Test
    @DisplayName("LCK-9: what is held is given back once, however often it is closed")
    void closedTwice() {
        Programs.run(() -> {
            Lock lock = new Lock();
            Acquirable.Held atOnce = await(lock.acquire());
            AsyncFuture<Acquirable.Held> next = lock.acquire();
            assertThat(atOnce).hasToString("Held[held]");
            atOnce.close();
            atOnce.close();
            assertThat(lock.isLocked()).isTrue();
            assertThat(atOnce).hasToString("Held[closed]");
            Acquirable.Held handed = await(next);
            handed.close();
            assertThat(lock.tryAcquire()).isTrue();
            handed.close();
            assertThat(lock.isLocked()).isTrue();

            Semaphore seats = new Semaphore(1);
            Acquirable.Held seat = await(seats.acquire());
            seat.close();
            seat.close();
            assertThat(seats.value()).isEqualTo(1);
        });
    }
}
