package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.currentTask;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.gatherOutcomes;
import static dev.menai.Asyncio.race;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;
import static dev.menai.Asyncio.waitFor;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.function.ThrowingFunction;
import dev.menai.support.Log;
import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of something that was handed to a task whose cancel request came before it went on. */
class HandOverTest {
    private static final Duration TEN = Duration.ofMillis(10);

    private final Queue<Integer> queue = new Queue<>();
    private final Steps steps = new Steps();

    /** Ways to cancel a task that waits for something. */
    enum Canceller {
        TASK {
            @Override
            void cancel(Task<?> task) {
                task.cancel();
            }
        },
        THREAD {
            @Override
            void cancel(Task<?> task) throws Exception {
                Thread thread = new Thread(task::cancel);
                thread.start();
                thread.join();
            }
        },
        WAIT_FOR {
            @Override
            void cancel(Task<?> task) {
                waitFor(task, Duration.ZERO);
            }
        },
        GATHER {
            @Override
            void cancel(Task<?> task) {
                Asyncio.gather(task).cancel(false);
            }
        },
        PARENT {
            @Override
            void cancel(Task<?> task) {
                Task<?> parent =
                        createTask(TaskOptions.defaults().withEager(true), () -> catchThrowable(() -> await(task)));
                parent.cancel();
            }
        };

        abstract void cancel(Task<?> task) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "CAN-7: a result that was there before the cancel request is the value of the task, whoever cancels it")
    void itemInTheLastStep(Canceller canceller) throws Exception {
        Programs.run(() -> {
            Task<Integer> reader = createTask(() -> await(queue.get()));
            turn();
            queue.putNowait(1);
            canceller.cancel(reader);
            assertThat(await(reader)).isEqualTo(1);
            assertThat(queue.isEmpty()).isTrue();
        });
    }

    @Test
    @DisplayName("CAN-7: so is what came through another task")
    void itemThroughAChild() {
        Programs.run(() -> {
            Task<Integer> child = createTask("child", () -> await(queue.get()));
            Task<Integer> parent = createTask("parent", () -> await(child));
            turn();
            turn();
            queue.putNowait(1);
            parent.cancel();
            assertThat(await(parent)).isEqualTo(1);
        });
    }

    @Test
    @DisplayName("CAN-7: a lock and an accepted put are as good as an item")
    void lockAndPut() {
        Programs.run(() -> {
            Lock lock = new Lock();
            Acquirable.Held held = await(lock.acquire());
            Task<Acquirable.Held> next = createTask(() -> await(lock.acquire()));
            Queue<Integer> full = new Queue<>(1);
            full.putNowait(1);
            Task<Void> writer = createTask(() -> await(full.put(2)));
            turn();
            held.close();
            next.cancel();
            full.getNowait();
            writer.cancel();
            await(next).close();
            await(writer);
            assertThat(lock.isLocked()).isFalse();
            assertThat(full.getNowait()).isEqualTo(2);
        });
    }

    @Test
    @DisplayName("CAN-7: on a parallel loop, with requests from plain threads, every item arrives or stays")
    void onAllCores() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            Queue<Integer> items = new Queue<>();
            Task<Integer> reader = createTask(() -> await(items.get()));
            Thread canceller = new Thread(reader::cancel);
            canceller.start();
            items.putNowait(round);
            canceller.join();
            boolean isGot = reader.handle((item, failure) -> failure == null).get();
            assertThat(items.size()).as("round %d", round).isEqualTo(isGot ? 0 : 1);
        }
    }

    @Test
    @DisplayName(
            "CAN-7: a wait that brings nothing but a signal ends with the request that came before the body went on")
    void signals() {
        Programs.run(() -> {
            Event event = new Event();
            Task<Void> waiting = createTask(() -> {
                await(event.whenSet());
                steps.add("not reached");
            });
            turn();
            event.set();
            waiting.cancel();
            assertThatThrownBy(() -> await(waiting)).isInstanceOf(CancellationException.class);
            steps.expect();
        });
    }

    @Test
    @DisplayName("CAN-8: only a request that the body made in its last step turns its value into a cancellation")
    void ownRequests() {
        Programs.run(() -> {
            Task<Integer> own = createTask(() -> {
                currentTask().cancel();
                return 1;
            });
            Task<Integer> taken = createTask(() -> {
                currentTask().cancel();
                currentTask().uncancel();
                return 2;
            });
            AtomicReference<Task<Integer>> self = new AtomicReference<>();
            self.set(createTask(() -> {
                Thread other = new Thread(() -> self.get().cancel());
                other.start();
                other.join();
                return 3;
            }));
            assertThatThrownBy(() -> await(own)).isInstanceOf(CancellationException.class);
            assertThat(await(taken)).isEqualTo(2);
            assertThat(await(self.get())).isEqualTo(3);
        });
    }

    @Test
    @DisplayName("CAN-20: a request that was taken, but answered with a value, is for the next wait")
    void swallowedByAChild() {
        Programs.run(() -> {
            Task<String> child = createTask(() -> {
                try {
                    await(sleep(TEN));
                    return "";
                } catch (CancellationException swallowed) {
                    return "all the same";
                }
            });
            Task<Void> parent = createTask(() -> {
                steps.add(await(child));
                steps.add(currentTask().cancelling());
                await(sleep(TEN));
                steps.add("not reached");
            });
            turn();
            turn();
            parent.cancel();
            assertThatThrownBy(() -> await(parent)).isInstanceOf(CancellationException.class);
            steps.expect("all the same", 1);
        });
    }

    @Test
    @DisplayName("CAN-20: not so a request that the scope has taken back by then")
    void takenBackByAScope() {
        Programs.run(() -> {
            Task<Integer> child = createTask(() -> {
                try {
                    return await(sleep(Duration.ofHours(1), 0));
                } catch (CancellationException swallowed) {
                    return 1;
                }
            });
            int value = Asyncio.timeout(TEN, () -> await(child));
            assertThat(value).isEqualTo(1);
            assertThat(currentTask().cancelling()).isZero();
            turn(); // nothing is left that would be thrown here
        });
    }

    @Test
    @DisplayName("GAT-10: outcomes of which one is a value that came all the same are not thrown away")
    void gathering() {
        Programs.run(() -> {
            CompletableFuture<List<Outcome<Integer>>> both =
                    gatherOutcomes(createTask(() -> await(queue.get())), createTask(() -> await(queue.get())));
            turn();
            queue.putNowait(1);
            both.cancel(false);
            List<Outcome<Integer>> outcomes = await(both);
            assertThat(outcomes.get(0).value()).isEqualTo(1);
            assertThat(outcomes.get(1).isCancelled()).isTrue();
        });
    }

    @Test
    @DisplayName(
            "TGR-27: those who were served together with the winner never go on, and what they were handed goes back")
    void losersOfARace() {
        Programs.run(() -> {
            Event event = new Event();
            taskGroup(group -> {
                for (String name : List.of("first", "second", "third")) {
                    group.createTask(() -> {
                        await(event.whenSet());
                        steps.add(name);
                        group.cancel();
                    });
                }
                turn();
                event.set();
            });
            steps.expect("first");

            Queue<Integer> other = new Queue<>();
            EventLoop.running().callLater(TEN, () -> {
                queue.putNowait(1);
                other.putNowait(2);
            });
            int won = race(() -> await(queue.get()), () -> await(other.get()));
            assertThat(won).isEqualTo(1);
            assertThat(other.getNowait()).isEqualTo(2);

            Lock lock = new Lock();
            Acquirable.Held held = await(lock.acquire());
            EventLoop.running().callLater(TEN, () -> {
                queue.putNowait(3);
                held.close();
            });
            int wonAgain = race(() -> await(queue.get()), () -> {
                try (Acquirable.Held loser = await(lock.acquire())) {
                    steps.add("not reached");
                    return 0;
                }
            });
            assertThat(wonAgain).isEqualTo(3);
            assertThat(lock.isLocked()).isFalse();
            steps.expect("first");
        });
    }

    private enum Loser {
        WAIT_FOR(queue -> await(waitFor(queue.get(), Duration.ofHours(1)))),
        WAIT_FOR_TWICE(queue -> await(waitFor(waitFor(queue.get(), TEN.multipliedBy(9)), Duration.ofHours(1)))),
        EACH(queue -> each(queue).iterator().next()),
        ADVANCE(queue -> {
            AsyncIterator<Integer> items = queue.asyncIterator();
            await(items.advance());
            return items.current();
        }),
        FOR_EACH(queue -> queue.take(1).toList().get(0));

        final ThrowingFunction<Queue<Integer>, Integer, Exception> get;

        Loser(ThrowingFunction<Queue<Integer>, Integer, Exception> get) {
            this.get = get;
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("TGR-27: so does what a loser was handed through a waitFor or an iteration")
    void losersOfOtherKinds(Loser loser) {
        Programs.run(() -> {
            Queue<Integer> other = new Queue<>();
            EventLoop.running().callLater(TEN, () -> {
                queue.putNowait(1);
                other.putNowait(2);
                other.putNowait(3);
            });
            int won = race(() -> await(queue.get()), () -> {
                int lost = loser.get.apply(other);
                steps.add("goes on with " + lost);
                return lost;
            });
            assertThat(won).isEqualTo(1);
            assertThat(List.of(other.getNowait(), other.getNowait())).containsExactly(2, 3);
            assertThat(other).hasToString("Queue[0 items, 2 unfinished]");
        });
        steps.expect();
    }

    @Test
    @DisplayName("TGR-27: a loser that was notified goes on with the lock, to its next wait (CND-4)")
    void notifiedLoser() {
        Programs.run(() -> {
            Condition condition = new Condition();
            taskGroup(group -> {
                for (String name : List.of("first", "second")) {
                    group.createTask(() -> condition.with(() -> {
                        await(condition.whenNotified());
                        steps.add(name);
                        group.cancel();
                        turn();
                        steps.add("not reached");
                    }));
                }
                turn();
                condition.with(() -> condition.signalAll());
            });
            assertThat(condition.isLocked()).isFalse();
        });
        steps.expect("first", "second");
    }

    @Test
    @DisplayName("TGR-30: who is cancelled by the group and asks it for a task gets the cancellation, not the refusal")
    void refusedByTheGroup() {
        Programs.run(() -> {
            Queue<Integer> served = new Queue<>();
            Task<?>[] spawner = {null};
            ExceptionGroup failures = (ExceptionGroup) catchThrowable(() -> taskGroup(group -> {
                spawner[0] = group.createTask("spawner", () -> {
                    await(served.get()); // a body keeps what a failing group has handed it before it failed
                    return group.createTask("refused", () -> {});
                });
                turn();
                group.createTask("failing", () -> {
                    throw new ArithmeticException("the reason");
                });
                // not the group: what it cancels is handed back
                group.createTask("server", () -> {
                    served.putNowait(1);
                    spawner[0].cancel();
                });
                await(sleep(TEN));
            }));
            assertThat(failures.exceptions()).singleElement().isInstanceOf(ArithmeticException.class);
            assertThat(spawner[0]).isCancelled();
        });
    }

    @Test
    @DisplayName("TGR-30: so does a body that has asked for its own cancellation as well")
    void refusedBesidesAnOwnRequest() {
        Programs.run(() -> {
            CountDownLatch isCancelled = new CountDownLatch(1);
            taskGroup(group -> {
                currentTask().cancel();
                EventLoop.shared().callSoonThreadsafe(() -> {
                    group.cancel();
                    isCancelled.countDown();
                });
                isCancelled.await();
                assertThatThrownBy(() -> group.createTask(() -> {})).isInstanceOf(CancellationException.class);
                currentTask().uncancel();
            });
        });
    }

    @Test
    @DisplayName("TGR-31: a failure is a member once, though the body, or another task, got it through an await")
    void failureOnce() {
        Programs.run(() -> {
            ExceptionGroup failures = (ExceptionGroup) catchThrowable(() -> taskGroup(group -> {
                Task<String> failing = group.createTask(() -> {
                    await(sleep(TEN));
                    throw new IllegalStateException("no such item");
                });
                group.createTask(() -> await(failing));
                await(failing);
            }));
            assertThat(failures.exceptions()).singleElement().isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    @DisplayName("CAN-21: an await that is refused has left the line, and keeps nothing that was there at once")
    void refusedAwait() {
        Programs.run(() -> {
            Lock free = new Lock();
            Lock held = new Lock();
            Queue<Integer> empty = new Queue<>();
            Queue<Integer> filled = new Queue<>();
            Condition condition = new Condition();
            assertThat(held.tryAcquire()).isTrue();
            assertThat(condition.tryAcquire()).isTrue();
            filled.putNowait(1);
            filled.putNowait(2);
            EventLoop.running().callSoon(() -> {
                for (CompletableFuture<?> future : List.of(free.acquire(), held.acquire(), empty.get(), filled.get())) {
                    assertThatThrownBy(() -> await(future)).isInstanceOf(IllegalStateException.class);
                }
                assertThatThrownBy(() -> condition.waitFor(() -> false))
                        .hasMessageContaining("Condition.waitFor must be called in a coroutine body");
                assertThat(condition.isLocked()).isTrue();
            });
            turn();
            held.release();
            empty.putNowait(3);
            assertThat(List.of(free.isLocked(), held.isLocked())).containsOnly(false);
            assertThat(empty.getNowait()).isEqualTo(3);
            assertThat(List.of(filled.getNowait(), filled.getNowait())).containsExactly(1, 2);
        });
    }

    @Test
    @DisplayName("CAN-21: a body on a loop that is closed keeps no place in a line, nor what comes to it")
    void closedLoop(Log log) throws Exception {
        Lock lock = new Lock();
        assertThat(lock.tryAcquire()).isTrue();
        EventLoop loop = EventLoop.create();
        CountDownLatch isWaiting = new CountDownLatch(2);
        Task<Void> locking = loop.createTask(TaskOptions.defaults(), () -> {
            isWaiting.countDown();
            await(lock.acquire());
        });
        Task<Integer> getting = loop.createTask(TaskOptions.defaults(), () -> {
            isWaiting.countDown();
            return await(queue.get());
        });
        loop.callLater(Duration.ofMillis(1), loop::stop);
        loop.runForever();
        isWaiting.await();
        loop.close();
        assertThatThrownBy(locking::join).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(getting::join).hasRootCauseInstanceOf(IllegalStateException.class);
        lock.release();
        assertThat(lock.isLocked()).isFalse();
        queue.putNowait(1);
        assertThat(queue.size()).isEqualTo(1);
        assertThat(log.messages()).allMatch(text -> text.contains("exception was never retrieved"));
    }

    @Test
    @DisplayName("CAN-21: a cancelled stage that was derived from a get gives the item up")
    void derivedStage() {
        CompletableFuture<Integer> next = queue.get().thenApply(item -> item + 1);
        next.cancel(false);
        queue.putNowait(1);
        assertThat(queue.getNowait()).isEqualTo(1);
    }
}
