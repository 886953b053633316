package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.timeout;
import static dev.menai.Asyncio.waitFor;
import static dev.menai.support.Programs.turn;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConditionTest {
    private final Condition condition = new Condition();
    private final Steps steps = new Steps();

    private Task<Void> waiting(String name) {
        return createTask(
                name,
                () -> condition.with(() -> {
                    try {
                        await(condition.whenNotified());
                        steps.add(name);
                    } finally {
                        assertThat(condition.isLocked())
                                .as("locked when " + name + " goes on")
                                .isTrue();
                    }
                }));
    }

    @Test
    @DisplayName("CND-1: waiting and notifying need the lock; a predicate that holds needs nothing")
    void needsTheLock() {
        assertThatThrownBy(condition::whenNotified)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the lock of a Condition must be held to wait for a notification, but is not; acquire it "
                        + "before");
        assertThatThrownBy(condition::signal).hasMessageContaining("must be held to notify");
        assertThatThrownBy(condition::signalAll).hasMessageContaining("must be held to notify");
        condition.waitFor(() -> true);
    }

    @Test
    @DisplayName("CND-2: those who are notified together go on one per iteration")
    void oneAfterTheOther() {
        Programs.run(() -> {
            List<Task<Void>> tasks = List.of(waiting("a"), waiting("b"));
            turn();
            condition.with(() -> condition.signalAll());
            turn();
            steps.add("iteration");
            turn();
            await(gather(tasks));
            steps.expect("a", "iteration", "b");
        });
    }

    @Test
    @DisplayName("CND-2: a notified waiter goes on when it has the lock; so many are notified, in order")
    void notified() {
        Programs.run(() -> {
            List<Task<Void>> tasks = List.of(waiting("a"), waiting("b"), waiting("c"));
            turn();
            assertThat(condition).hasToString("Condition[unlocked, 3 waiting]");
            condition.with(() -> {
                condition.signal(2);
                turn();
                steps.expect();
            });
            await(gather(tasks.get(0), tasks.get(1)));
            steps.expect("a", "b");
            condition.with(() -> condition.signal(100));
            await(gather(tasks));
            steps.expect("a", "b", "c");
            assertThat(condition.isLocked()).isFalse();
        });
    }

    @Test
    @DisplayName("CND-3: also when it ends cancelled the lock is held again, even if somebody else has it meanwhile")
    void cancelled() {
        Programs.run(() -> {
            Task<Void> task = waiting("never");
            turn();
            await(condition.acquire());
            task.cancel("enough");
            turn();
            assertThat(task).isNotDone();
            condition.release();
            assertThatThrownBy(() -> await(task))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("enough");
            assertThat(condition.isLocked()).isFalse();
        });
        steps.expect();
    }

    @Test
    @DisplayName("CND-4: a cancellation that comes after the notification is for the next wait; counts are kept")
    void cancelledAfterTheNotification() {
        Programs.run(() -> {
            Task<Void> task = createTask(() -> condition.with(() -> {
                await(condition.whenNotified());
                steps.add("notified");
                assertThat(Asyncio.currentTask().cancelling()).isEqualTo(2);
                turn();
            }));
            turn();
            await(condition.acquire());
            condition.signal();
            task.cancel();
            turn();
            task.cancel();
            condition.release();
            assertThat(catchThrowable(() -> await(task))).isInstanceOf(CancellationException.class);
            steps.expect("notified");
            assertThat(condition.isLocked()).isFalse();
        });
    }

    private enum End {
        COMPLETE("value", wait -> wait.complete(null)),
        FAIL("IllegalStateException", wait -> wait.completeExceptionally(new IllegalStateException("enough"))),
        CANCEL("CancellationException", wait -> wait.cancel(true)),
        OR_TIMEOUT("TimeoutException", wait -> wait.orTimeout(1, NANOSECONDS)),
        COMPLETE_ON_TIMEOUT("value", wait -> wait.completeOnTimeout(null, 1, NANOSECONDS));

        final String outcome;
        final Consumer<CompletableFuture<Void>> end;

        End(String outcome, Consumer<CompletableFuture<Void>> end) {
            this.outcome = outcome;
            this.end = end;
        }
    }

    private enum Wait {
        ITSELF(wait -> wait),
        STAGE(wait -> wait.thenAccept(told -> {})),
        STAGE_OF_A_STAGE(wait -> wait.thenApply(told -> told).handle((told, failure) -> told)),
        WAIT_FOR(wait -> waitFor(wait, Duration.ofHours(1))),
        STAGE_OF_WAIT_FOR(wait -> waitFor(wait, Duration.ofHours(1)).copy());

        final UnaryOperator<CompletableFuture<Void>> of;

        Wait(UnaryOperator<CompletableFuture<Void>> of) {
            this.of = of;
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "CND-9: however a wait, a stage of one or a waitFor is ended, the lock is held again when that is heard of")
    void endedFromOutside(Wait wait) {
        for (End end : End.values()) {
            Steps outcome = new Steps();
            Programs.run(() -> {
                CompletableFuture<CompletableFuture<Void>> begun = new CompletableFuture<>();
                Task<Void> task = createTask(() -> condition.with(() -> {
                    CompletableFuture<Void> waiting = wait.of.apply(condition.whenNotified());
                    begun.complete(waiting);
                    Throwable failure = catchThrowable(() -> await(waiting));
                    outcome.add(failure == null ? "value" : failure.getClass().getSimpleName());
                    assertThat(condition.isLocked()).isTrue();
                }));
                CompletableFuture<Void> waiting = await(begun);
                await(condition.acquire());
                end.end.accept(waiting);
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, 2, MILLISECONDS)
                        .join(); // later than what end set
                assertThat(waiting).isNotDone();
                condition.release();
                await(task);
                assertThat(waiting).isDone();
            });
            assertThat(condition).hasToString("Condition[unlocked, 0 waiting]");
            outcome.expect(end.outcome);
        }
    }

    @Test
    @DisplayName("CND-9: of two who wait for one future, the one whose stage is ended goes on without the lock")
    void sharedWait() {
        Programs.run(() -> {
            await(condition.acquire());
            AsyncFuture<Void> waiting = condition.whenNotified();
            CompletableFuture<Void> one = waiting.thenAccept(told -> {});
            CompletableFuture<Void> other = waiting.thenAccept(told -> {});
            one.cancel(true);
            assertThat(one).isCancelled();
            assertThat(condition).hasToString("Condition[unlocked, 1 waiting]");
            condition.with(() -> condition.signal());
            await(other);
            assertThat(condition.isLocked()).isTrue();
            condition.release();
        });
    }

    @Test
    @DisplayName("CND-5: a notification is not lost: a cancelled waiter does not take it")
    void notificationNotLost() {
        Programs.run(() -> {
            Task<Void> cancelled = waiting("cancelled");
            Task<Void> live = waiting("live");
            turn();
            condition.with(() -> {
                cancelled.cancel();
                condition.signal();
            });
            await(live);
            assertThat(catchThrowable(() -> await(cancelled))).isInstanceOf(CancellationException.class);
            steps.expect("live");
        });
    }

    @Test
    @DisplayName("CND-6: waitFor asks again after each notification")
    void predicate() {
        Programs.run(() -> {
            AtomicInteger stock = new AtomicInteger();
            Task<Void> taking = createTask(() -> condition.with(() -> {
                condition.waitFor(() -> {
                    steps.add("asked");
                    return stock.get() >= 2;
                });
                stock.addAndGet(-2);
            }));
            turn();
            for (int delivery = 0; delivery < 2; delivery++) {
                condition.with(() -> {
                    stock.incrementAndGet();
                    condition.signalAll();
                });
                turn();
            }
            await(taking);
            steps.expect("asked", "asked", "asked");
            assertThat(stock).hasValue(0);
        });
    }

    @Test
    @DisplayName("CND-7: conditions may share a lock, which may also be used by itself")
    void sharedLock() {
        Programs.run(() -> {
            Lock lock = new Lock();
            Condition notEmpty = new Condition(lock);
            Condition notFull = new Condition(lock);
            Task<Void> task = createTask(() -> notEmpty.with(() -> {
                await(notEmpty.whenNotified());
                steps.add("not empty");
            }));
            turn();
            lock.with(() -> {
                assertThat(notFull.isLocked()).isTrue();
                notFull.signalAll();
                notEmpty.signal();
            });
            await(task);
            steps.expect("not empty");
        });
    }

    @Test
    @DisplayName("WFR-12: a waitFor in the block of the condition leaves the lock held after its timeout")
    void timeoutInTheBlock() {
        Programs.run(() -> condition.with(() -> {
            assertThatThrownBy(() -> await(waitFor(condition.whenNotified(), Duration.ofSeconds(1))))
                    .isInstanceOf(TimeoutException.class);
            assertThat(condition.isLocked()).isTrue();
            assertThatThrownBy(() -> timeout(Duration.ofSeconds(1), () -> await(condition.whenNotified())))
                    .isInstanceOf(TimeoutException.class);
            assertThat(condition.isLocked()).isTrue();
        }));
        assertThat(condition.isLocked()).isFalse();
    }
}
