package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.sleep;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SemaphoreTest {
    private final Steps steps = new Steps();

    private Task<Void> acquiring(Semaphore semaphore, String name) {
        return createTask(name, () -> {
            await(semaphore.acquire());
            steps.add(name);
        });
    }

    @Test
    @DisplayName("SEM-1: a semaphore has one permit unless it is said how many")
    void onePermit() {
        Semaphore semaphore = new Semaphore();
        assertThat(semaphore.tryAcquire()).isTrue();
        assertThat(semaphore.isLocked()).isTrue();
    }

    @Test
    @DisplayName("SEM-1: locked does not count those who were handed a permit and have not gone on")
    void lockedWhileOneGoesOn() {
        Programs.run(() -> {
            Semaphore semaphore = new Semaphore(2);
            await(semaphore.acquire());
            await(semaphore.acquire());
            Task<Void> waiting = acquiring(semaphore, "waiter");
            turn();
            semaphore.release();
            assertThat(semaphore.isLocked()).isTrue();
            semaphore.release();
            assertThat(semaphore.isLocked()).isFalse();
            assertThat(semaphore.acquire()).isDone();
            await(waiting);
        });
    }

    @Test
    @DisplayName("SEM-1: first in, first out; locked says that acquire would wait")
    void order() {
        Programs.run(() -> {
            Semaphore semaphore = new Semaphore(2);
            assertThat(semaphore.isLocked()).isFalse();
            await(semaphore.acquire());
            await(semaphore.acquire());
            assertThat(semaphore.isLocked()).isTrue();
            List<Task<Void>> waiting =
                    List.of(acquiring(semaphore, "a"), acquiring(semaphore, "b"), acquiring(semaphore, "c"));
            turn();
            assertThat(semaphore).hasToString("Semaphore[value=0, 3 waiting]");
            semaphore.release();
            assertThat(semaphore.tryAcquire()).isFalse();
            semaphore.release();
            semaphore.release();
            await(gather(waiting));
            steps.expect("a", "b", "c");
        });
    }

    @Test
    @DisplayName("SEM-2: release hands the permit to the first waiter at once")
    void handOver() {
        Programs.run(() -> {
            Semaphore semaphore = new Semaphore(0);
            CompletableFuture<Acquirable.Held> waiting = semaphore.acquire();
            semaphore.release();
            assertThat(waiting).isDone();
            assertThat(semaphore.value()).isZero();
        });
    }

    @Test
    @DisplayName("SEM-3: several releases serve as many waiters before anyone runs")
    void severalReleases() {
        Programs.run(() -> {
            Semaphore semaphore = new Semaphore(0);
            List<CompletableFuture<Acquirable.Held>> waiting = new ArrayList<>();
            for (int number = 0; number < 3; number++) {
                waiting.add(semaphore.acquire());
            }
            semaphore.release();
            semaphore.release();
            assertThat(waiting).extracting(CompletableFuture::isDone).containsExactly(true, true, false);
            semaphore.release();
            semaphore.release();
            assertThat(semaphore.value()).isEqualTo(1);
        });
    }

    @Test
    @DisplayName("SEM-4: no permit is lost or made by cancellations, before or after the hand-over")
    void cancellations() {
        Programs.run(() -> {
            Semaphore semaphore = new Semaphore(0);
            Task<Void> early = acquiring(semaphore, "early");
            Task<Void> served = acquiring(semaphore, "served");
            Task<Void> last = acquiring(semaphore, "last");
            turn();
            early.cancel();
            semaphore.release();
            served.cancel(); // it has its permit
            semaphore.release();
            await(last);
            assertThat(catchThrowable(() -> await(early))).isInstanceOf(CancellationException.class);
            await(served); // the request met no further wait
            steps.expect("served", "last");
            assertThat(semaphore.value()).isZero();
        });
    }

    @Test
    @DisplayName("SEM-5: a negative value is refused, zero is fine; a bounded one is not released too often")
    void bounds() {
        assertThatThrownBy(() -> new Semaphore(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("value must not be negative, but was -1");
        assertThat(new Semaphore(0).isLocked()).isTrue();
        BoundedSemaphore bounded = new BoundedSemaphore(1);
        assertThatThrownBy(bounded::release)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "BoundedSemaphore[value=1, 0 waiting] must have at most 1 permits, but was released once too "
                                + "often; release it once for each acquire");
        assertThat(bounded.tryAcquire()).isTrue();
        bounded.release();
        assertThat(bounded.value()).isEqualTo(1);
    }

    @Test
    void limitsHowManyRunAtATime() {
        Programs.run(() -> {
            Semaphore semaphore = new BoundedSemaphore(3);
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            List<Task<Void>> tasks = new ArrayList<>();
            for (int number = 0; number < 10; number++) {
                tasks.add(createTask(() -> semaphore.with(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    await(sleep(Duration.ofSeconds(1)));
                    running.decrementAndGet();
                })));
            }
            await(gather(tasks));
            assertThat(most).hasValue(3);
            assertThat(semaphore.value()).isEqualTo(3);
        });
    }

    @Test
    void permitsAreNeitherLostNorMadeOnAllCores() throws Exception {
        Semaphore semaphore = new BoundedSemaphore(2);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Task<Void>> tasks = new ArrayList<>();
        for (int worker = 0; worker < 8; worker++) {
            tasks.add(createTask(() -> {
                for (int round = 0; round < 500; round++) {
                    Task<Void> one = createTask(() -> semaphore.with(() -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        try {
                            turn();
                        } finally {
                            inside.decrementAndGet();
                        }
                    }));
                    if (round % 3 == 0) {
                        one.cancel();
                    }
                    catchThrowable(() -> await(one));
                }
            }));
        }
        for (Task<Void> task : tasks) {
            task.get();
        }
        assertThat(most).hasValueLessThanOrEqualTo(2);
        assertThat(semaphore).hasToString("BoundedSemaphore[value=2, 0 waiting]");
    }
}
