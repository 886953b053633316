package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.currentTask;
import static dev.menai.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TaskTest {
    private final Steps steps = new Steps();

    @Test
    @DisplayName(
            "TASK-1: createTask does not run the body; tasks start in the order of creation, in the next iteration")
    void startsSoon() {
        Programs.run(() -> {
            createTask(() -> steps.add(1));
            createTask(() -> steps.add(2));
            steps.expect();
            await(sleep(Duration.ZERO));
            steps.expect(1, 2);
        });
    }

    @Test
    @DisplayName("TASK-2: without a running loop a task runs on the shared parallel loop")
    void sharedLoop() {
        Task<EventLoop> task = createTask(EventLoop::running);
        assertThat(task.join()).isSameAs(EventLoop.shared());
        assertThat(task.loop()).isSameAs(EventLoop.shared());
    }

    @Test
    @DisplayName("TASK-3: a task has the name it was given, else Task-N with growing N")
    void names() {
        Programs.run(() -> {
            Task<Integer> named = createTask("fetch", () -> 1);
            Task<Integer> first = createTask(() -> 1);
            Task<Integer> second = createTask(() -> 1);
            assertThat(named.name()).isEqualTo("fetch");
            assertThat(first.name()).matches("Task-\\d+");
            assertThat(number(second)).isGreaterThan(number(first));
            named.setName("renamed");
            assertThat(named.name()).isEqualTo("renamed");
        });
    }

    private static int number(Task<?> task) {
        return Integer.parseInt(task.name().substring("Task-".length()));
    }

    @Test
    @DisplayName("TASK-4: the current task is the one whose step runs, and null in callbacks")
    void currentTasks() {
        assertThatThrownBy(Asyncio::currentTask).isInstanceOf(IllegalStateException.class);
        Programs.run(() -> {
            Task<?> main = currentTask();
            Task<?>[] seen = new Task<?>[3];
            Task<?> other = createTask(() -> {
                seen[0] = currentTask();
                await(sleep(Duration.ofSeconds(1)));
                seen[1] = currentTask();
            });
            EventLoop.running().callSoon(() -> {
                steps.add(currentTask() == null);
                steps.add(EventLoop.running().currentTask() == null);
            });
            await(sleep(Duration.ZERO));
            assertThat(currentTask()).isSameAs(main);
            await(other);
            assertThat(seen[0]).isSameAs(other);
            assertThat(seen[1]).isSameAs(other);
            assertThat(currentTask()).isSameAs(main);
            steps.expect(true, true);
        });
    }

    @Test
    @DisplayName("TASK-5: allTasks lists the unfinished tasks of the loop, from any thread")
    void allTasks() {
        Programs.run(() -> {
            Task<Integer> done = createTask(() -> 1);
            await(done);
            Task<?> waiting = createTask(() -> await(sleep(Duration.ofSeconds(1))));
            EventLoop loop = EventLoop.running();
            assertThat(Asyncio.allTasks()).containsExactly(currentTask(), waiting);
            Set<Task<?>> fromElsewhere = await(Asyncio.toThread(loop::allTasks));
            assertThat(fromElsewhere).contains(waiting).doesNotContain(done);
        });
    }

    @Test
    @DisplayName("TASK-6: a task that awaits itself fails instead of hanging")
    void awaitsItself() {
        Programs.run(() -> {
            Task<Object> selfish = createTask("selfish", () -> await(currentTask()));
            assertThatThrownBy(() -> await(selfish))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Task 'selfish' must not await itself");
        });
    }

    @Test
    @DisplayName("TASK-7: a task cannot be completed with a value from outside")
    void setsItsOwnOutcome() {
        Programs.run(() -> {
            Task<String> task = createTask("own", () -> "value");
            List<Runnable> refused = List.of(
                    () -> task.complete("x"),
                    () -> task.setResult("x"),
                    () -> task.completeAsync(() -> "x"),
                    () -> task.completeAsync(() -> "x", Runnable::run),
                    () -> task.completeOnTimeout("x", 1, TimeUnit.SECONDS),
                    () -> task.obtrudeValue("x"),
                    () -> task.obtrudeException(new IOException()));
            for (Runnable attempt : refused) {
                assertThatThrownBy(attempt::run)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("task 'own' must set its own outcome, but ")
                        .hasMessageContaining("cancel() it");
            }
            assertThat(await(task)).isEqualTo("value");
        });
    }

    @Test
    @DisplayName("TASK-8: ensureFuture returns tasks and futures themselves, of other loops too")
    void ensureFuture() {
        Programs.run(() -> {
            Task<Integer> task = createTask(() -> 1);
            assertThat(Asyncio.ensureFuture(task)).isSameAs(task);
            CompletableFuture<Void> nap = sleep(Duration.ofSeconds(1));
            assertThat(Asyncio.ensureFuture(nap)).isSameAs(nap);
            AsyncFuture<Integer> theirs = EventLoop.shared().createFuture();
            assertThat(Asyncio.ensureFuture(theirs)).isSameAs(theirs);
        });
    }

    @Test
    @DisplayName("TASK-9: a sleep without a positive duration gives up exactly one iteration and returns its result")
    void sleepZero() {
        Programs.run(() -> {
            for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
                Steps order = new Steps();
                EventLoop.running().callSoon(() -> {
                    order.add("same iteration");
                    EventLoop.running().callSoon(() -> order.add("next iteration"));
                });
                assertThat(await(sleep(none, "result"))).isEqualTo("result");
                order.expect("same iteration");
            }
            assertThatThrownBy(() -> sleep(null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("duration must not be null");
        });
    }

    @Test
    @DisplayName("TASK-9: cancelling a sleep cancels its timer")
    void cancelledSleepLeavesNoTimer() {
        EventLoop loop = EventLoop.virtualTime();
        loop.runUntilComplete(() -> {
            sleep(Duration.ofHours(1)).cancel(false);
            await(sleep(Duration.ofSeconds(1)));
        });
        assertThat(loop.time()).isEqualTo(Duration.ofSeconds(1));
        loop.callLater(Duration.ofSeconds(2), loop::stop);
        loop.runForever();
        assertThat(loop.time()).isEqualTo(Duration.ofSeconds(3));
        loop.close();
    }

    @Test
    @DisplayName("TASK-10: the loop holds its tasks; one that nobody else holds does not vanish")
    void heldStrongly() {
        Programs.run(() -> {
            WeakReference<Task<?>> reference = new WeakReference<>(createTask(() -> {
                await(sleep(Duration.ofSeconds(1)));
                steps.add("finished");
            }));
            await(sleep(Duration.ZERO));
            System.gc();
            assertThat(reference.get()).isNotNull();
            await(sleep(Duration.ofSeconds(2)));
            steps.expect("finished");
        });
    }

    @Test
    void orTimeoutCancelsTheTask() {
        Programs.run(() -> {
            Task<Object> slow = createTask("slow", () -> {
                try {
                    return await(sleep(Duration.ofHours(1)));
                } finally {
                    steps.add("cleaned up");
                }
            });
            assertThat(slow.orTimeout(1, TimeUnit.SECONDS)).isSameAs(slow);
            assertThatThrownBy(() -> await(slow))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("task 'slow' was not done after 1 seconds: it waited for sleep(3600 s)");
            steps.expect("cleaned up");
        });
    }

    @Test
    @DisplayName("CAN-5: a time limit does not count as somebody who waits")
    void orTimeoutDoesNotWait() {
        Programs.run(() -> {
            Task<Object> slow = createTask(() -> await(sleep(Duration.ofHours(1))));
            Task<Object> waiter = createTask(() -> await(slow.orTimeout(1, TimeUnit.HOURS)));
            await(sleep(Duration.ZERO));
            waiter.cancel();
            assertThatThrownBy(() -> await(waiter)).isInstanceOf(CancellationException.class);
            assertThat(slow).isCancelled();
        });
    }

    @Test
    @DisplayName("TASK-11: completing it exceptionally cancels it; it is done after its clean-up, and fails so")
    void completedExceptionally() {
        Programs.run(() -> {
            Task<Object> slow = createTask(() -> {
                try {
                    return await(sleep(Duration.ofHours(1)));
                } finally {
                    await(sleep(Duration.ofSeconds(1)));
                    steps.add("cleaned up");
                }
            });
            await(sleep(Duration.ZERO));
            IOException failure = new IOException("no time for it");
            assertThat(slow.completeExceptionally(failure)).isTrue();
            assertThat(slow).isNotDone();
            assertThat(slow.completeExceptionally(new IOException("another"))).isFalse();
            assertThatThrownBy(() -> await(slow)).isSameAs(failure);
            assertThat(slow.completeExceptionally(failure)).isFalse();
            steps.expect("cleaned up");
        });
    }

    @Test
    @DisplayName(
            "TASK-11: a value that the body returns all the same stands, and a request that is taken back leaves nothing")
    void completedExceptionallyInVain() {
        Programs.run(() -> {
            Task<String> stubborn = createTask(() -> {
                try {
                    return await(sleep(Duration.ofHours(1), "slept"));
                } catch (CancellationException refused) {
                    currentTask().uncancel();
                    return "stays";
                }
            });
            await(sleep(Duration.ZERO));
            stubborn.setException(new IOException());
            assertThat(await(stubborn)).isEqualTo("stays");
            Task<Object> forgetful = createTask(() -> {
                try {
                    return await(sleep(Duration.ofHours(1)));
                } catch (CancellationException refused) {
                    currentTask().uncancel();
                    return await(sleep(Duration.ofHours(1)));
                }
            });
            await(sleep(Duration.ZERO));
            forgetful.completeExceptionally(new IOException());
            await(sleep(Duration.ZERO));
            forgetful.cancel();
            assertThatThrownBy(() -> await(forgetful)).isInstanceOf(CancellationException.class);
        });
    }

    @Test
    void stackShowsWhereABodyWaits() {
        Programs.run(() -> {
            Task<?> waiting = createTask(this::waitsHere);
            await(sleep(Duration.ZERO));
            assertThat(waiting.stack()).anyMatch(frame -> frame.getMethodName().equals("waitsHere"));
            await(waiting);
            assertThat(waiting.stack()).isEmpty();
        });
    }

    private void waitsHere() {
        await(sleep(Duration.ofSeconds(1)));
    }

    @Test
    void manyBodiesWaitAtOnce() {
        Programs.run(() -> {
            List<Task<Integer>> tasks = java.util.stream.IntStream.range(0, 500)
                    .mapToObj(number -> createTask(() -> {
                        await(sleep(Duration.ofMillis(number % 7)));
                        return await(sleep(Duration.ZERO, number));
                    }))
                    .toList();
            assertThat(await(Asyncio.gather(tasks)))
                    .hasSize(500)
                    .startsWith(0, 1, 2)
                    .endsWith(499);
        });
    }
}
