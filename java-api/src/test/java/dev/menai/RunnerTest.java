package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.support.Log;
import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RunnerTest {
    private final Steps steps = new Steps();

    @Test
    @DisplayName("RUN-12: a future of another loop is accepted as well, be that idle or closed, and the future done")
    void futureOfAnotherLoop() {
        EventLoop idle = EventLoop.create();
        Task<String> done = Asyncio.run(() -> {
            Task<String> task = Asyncio.createTask(() -> "done before");
            Asyncio.await(task);
            return task;
        });
        assertThat(Asyncio.run(done)).isEqualTo("done before");
        try (Runner runner = new Runner()) {
            AsyncFuture<String> pending = idle.createFuture();
            runner.loop().callSoon(() -> pending.setResult("done by this loop"));
            assertThat(runner.run(pending)).isEqualTo("done by this loop");
            assertThat(runner.loop().runUntilComplete(done)).isEqualTo("done before");
        }
        idle.close();
    }

    @Test
    @DisplayName("RUN-1: run returns the value of main or throws its very exception, checked ones included")
    void outcomeOfMain() {
        assertThat(Asyncio.run(() -> "value")).isEqualTo("value");
        IOException failure = new IOException("main");
        try {
            Asyncio.run(() -> {
                throw failure;
            });
        } catch (IOException caught) {
            steps.add(caught);
        }
        steps.expect(failure);
    }

    @Test
    @DisplayName("RUN-1: a stage that failed with a checked exception makes it catchable")
    void checkedFailureOfAStage() {
        CompletableFuture<Integer> failed = CompletableFuture.failedFuture(new IOException("lost"));
        try {
            Asyncio.run(failed, IOException.class);
        } catch (IOException caught) {
            steps.add("run: " + caught.getMessage());
        }
        try (Runner runner = new Runner()) {
            runner.run(failed, IOException.class);
        } catch (IOException caught) {
            steps.add("runner: " + caught.getMessage());
        }
        try (EventLoop loop = EventLoop.create()) {
            loop.runUntilComplete(failed, IOException.class);
        } catch (IOException caught) {
            steps.add("loop: " + caught.getMessage());
        }
        steps.expect("run: lost", "runner: lost", "loop: lost");
    }

    @Test
    @DisplayName("RUN-7: run takes the options of a runner: debug mode, the way to make the loop")
    void options() {
        RunnerOptions options = RunnerOptions.onLoop(EventLoop::virtualTime).withDebug(true);
        Asyncio.run(options, () -> {
            await(sleep(Duration.ofDays(1)));
            steps.add(EventLoop.running().time());
            steps.add(EventLoop.running().isDebug());
        });
        boolean isDebug =
                Asyncio.run(options.withDebug(false), () -> EventLoop.running().isDebug());
        assertThat(isDebug).isFalse();
        steps.expect(Duration.ofDays(1), true);
    }

    @Test
    @DisplayName("RUN-7: several runs share a context, or have one each that is given; bodies without a value too")
    void contexts() {
        ContextVar<String> user = ContextVar.of("user", "nobody");
        Context mine = Context.empty();
        try (Runner runner = new Runner()) {
            runner.run(() -> {
                user.set("Ada");
            });
            runner.run(mine, () -> {
                steps.add(user.get());
                user.set("Grace");
            });
            runner.run(() -> steps.add(user.get()));
        }
        steps.expect("nobody", "Ada");
        assertThat(mine.get(user)).isEqualTo("Grace");
    }

    @Test
    @DisplayName("RUN-1: run inside a body or a callback is refused")
    void nestedRun() {
        Programs.run(() -> {
            assertThatThrownBy(() -> Asyncio.run(() -> 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("An event loop is running on this thread")
                    .hasMessageContaining("use await in a body");
        });
    }

    @Test
    @DisplayName("RUN-2: tasks that are left are cancelled and waited for; the value of main stands")
    void leftTasks() {
        String value = Programs.run(() -> {
            createTask(() -> {
                try {
                    await(sleep(Duration.ofHours(1)));
                } finally {
                    await(sleep(Duration.ofSeconds(1)));
                    steps.add("cleaned up");
                }
            });
            await(sleep(Duration.ZERO));
            return "value";
        });
        assertThat(value).isEqualTo("value");
        steps.expect("cleaned up");
    }

    @Test
    @DisplayName("RUN-3: a failure of a left task goes to the exception handler, not to the caller")
    void failureOfLeftTask() {
        List<ExceptionContext> reports = new ArrayList<>();
        Programs.run(() -> {
            EventLoop.running().setExceptionHandler((loop, context) -> reports.add(context));
            createTask("left", () -> {
                try {
                    await(sleep(Duration.ofHours(1)));
                } finally {
                    fail("clean-up");
                }
            });
            await(sleep(Duration.ZERO));
        });
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0).message()).isEqualTo("unhandled exception during Asyncio.run() shutdown");
        assertThat(reports.get(0).exception()).hasMessage("clean-up");
        assertThat(reports.get(0).future()).contains("name='left'");
    }

    private static void fail(String message) {
        throw new IllegalArgumentException(message);
    }

    @Test
    @DisplayName("RUN-4: the shutdown repeats until no task is left, tasks born in a clean-up included")
    void tasksBornInShutdown() {
        Programs.run(() -> {
            createTask(() -> {
                try {
                    await(sleep(Duration.ofHours(1)));
                } finally {
                    createTask(() -> {
                        try {
                            await(sleep(Duration.ofHours(1)));
                        } finally {
                            steps.add("late one cleaned up");
                        }
                    });
                    await(sleep(Duration.ZERO));
                }
            });
            await(sleep(Duration.ZERO));
        });
        steps.expect("late one cleaned up");
    }

    @Test
    @DisplayName(
            "RUN-4: a task that ends just when the limit is over is not said to be abandoned, and its failure is told")
    void endsWithTheLimit(Log log) {
        Duration limit = Duration.ofMillis(20);
        List<ExceptionContext> reports = new ArrayList<>();
        try (Runner runner = new Runner(RunnerOptions.onLoop(EventLoop::create).withShutdownTimeout(limit))) {
            runner.run(() -> {
                EventLoop loop = EventLoop.running();
                loop.setExceptionHandler((failing, context) -> reports.add(context));
                createTask("late", () -> {
                    try {
                        await(sleep(Duration.ofHours(1)));
                    } finally {
                        Duration over = loop.time().plus(limit);
                        while (loop.time().compareTo(over) < 0) {
                            Thread.onSpinWait();
                        }
                        fail("clean-up");
                    }
                });
                await(sleep(Duration.ZERO));
            });
        }
        assertThat(reports).singleElement().satisfies(context -> assertThat(context.exception())
                .hasMessage("clean-up"));
        assertThat(log.messages()).isEmpty();
    }

    @Test
    @DisplayName("RUN-4: what will not stop within the limit is named and abandoned; its later waits fail")
    void stubbornTask(Log log) throws InterruptedException {
        AtomicReference<Task<?>> stubborn = new AtomicReference<>();
        CountDownLatch ended = new CountDownLatch(1);
        try (Runner runner =
                new Runner(RunnerOptions.onLoop(EventLoop::virtualTime).withShutdownTimeout(Duration.ofSeconds(5)))) {
            runner.run(() -> {
                stubborn.set(createTask("stubborn", () -> {
                    try {
                        while (true) {
                            try {
                                await(sleep(Duration.ofSeconds(1)));
                            } catch (CancellationException ignored) {
                                steps.add("ignored");
                            }
                        }
                    } finally {
                        ended.countDown();
                    }
                }));
                await(sleep(Duration.ZERO));
            });
        }
        ended.await();
        assertThatThrownBy(() -> stubborn.get().join())
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Event loop is closed");
        steps.expect("ignored");
        assertThat(log.messages())
                .anyMatch(message -> message.contains("would not stop") && message.contains("name='stubborn'"));
    }

    @Test
    @DisplayName(
            "RUN-5: close ends tasks, then the default executor, then the loop; it is idempotent, later use refused")
    void closing() {
        Runner runner = Programs.runner();
        EventLoop loop = runner.run(() -> {
            Asyncio.toThread(() -> steps.add("blocking work"));
            createTask(() -> {
                try {
                    await(sleep(Duration.ofHours(1)));
                } finally {
                    steps.add("task");
                }
            });
            await(sleep(Duration.ZERO));
            return EventLoop.running();
        });
        runner.close();
        runner.close();
        assertThat(loop.isClosed()).isTrue();
        assertThat(steps.taken()).containsExactlyInAnyOrder("task", "blocking work");
        assertThatThrownBy(() -> runner.run(() -> 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Runner is closed: cannot be used any more; create a new one");
        assertThatThrownBy(runner::loop).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("RUN-5: whoever closes a runner that another thread is closing waits for that")
    void closedByTwo() throws Exception {
        Runner runner = new Runner();
        CompletableFuture<Void> isCleaningUp = new CompletableFuture<>();
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        runner.run(() -> {
            createTask(() -> {
                try {
                    await(new CompletableFuture<>());
                } finally {
                    runner.close(); // code of the loop does not wait for its own end
                    isCleaningUp.complete(null);
                    await(mayEnd);
                }
            });
            await(sleep(Duration.ZERO));
        });
        Thread first = new Thread(runner::close);
        first.start();
        isCleaningUp.join();
        Thread second = new Thread(runner::close);
        second.start();
        while (second.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        mayEnd.complete(null);
        second.join();
        first.join();
        assertThat(runner).isNotNull();
    }

    @Test
    @DisplayName("RUN-18: closing during the run is refused, and changes nothing")
    void closingDuringTheRun() {
        try (Runner runner = Programs.runner()) {
            runner.run(() -> {
                Task<Void> other = createTask(() -> await(sleep(Duration.ofSeconds(1))));
                assertThatThrownBy(runner::close)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith(
                                "Runner must not run when it is closed, but its main task is Task[pending")
                        .hasMessageEndingWith("; cancel that, and close the runner when the run has ended");
                await(other);
            });
            assertThat(runner.run(() -> "again")).isEqualTo("again");
        }
    }

    @Test
    @DisplayName("RUN-4: a stop of the loop does not end the wait for what is left")
    void stopDuringTheShutdown() {
        Programs.run(() -> {
            createTask(() -> {
                try {
                    await(sleep(Duration.ofHours(1)));
                } finally {
                    EventLoop.running().stop();
                    await(sleep(Duration.ofSeconds(1)));
                    steps.add("cleaned up");
                }
            });
            await(sleep(Duration.ZERO));
        });
        steps.expect("cleaned up");
    }

    @Test
    @DisplayName("RUN-6: runs of one runner share loop and context")
    void sharedContext() {
        ContextVar<String> variable = ContextVar.of("variable", "unset");
        try (Runner runner = Programs.runner()) {
            EventLoop loop = runner.run(() -> {
                variable.set("set in the first run");
                return EventLoop.running();
            });
            assertThat(runner.run(() -> variable.get())).isEqualTo("set in the first run");
            assertThat(runner.run(EventLoop::running)).isSameAs(loop);
            assertThat(runner.run(Context.empty(), () -> variable.get())).isEqualTo("unset");
        }
        assertThat(variable.get()).isEqualTo("unset");
    }

    @Test
    @DisplayName("RUN-7: the loop factory is called once, when the loop is first needed")
    void loopFactory() {
        AtomicInteger calls = new AtomicInteger();
        EventLoop mine = EventLoop.virtualTime();
        try (Runner runner = new Runner(RunnerOptions.onLoop(() -> {
            calls.incrementAndGet();
            return mine;
        }))) {
            assertThat(calls).hasValue(0);
            assertThat(runner.loop()).isSameAs(mine);
            assertThat(runner.run(EventLoop::running)).isSameAs(mine);
            assertThat(calls).hasValue(1);
        }
        assertThat(mine.isClosed()).isTrue();
    }

    @Test
    @DisplayName("RUN-11: debug mode as the builder says wins over the environment")
    void debug() {
        try (Runner runner = new Runner(RunnerOptions.defaults().withDebug(true))) {
            assertThat(runner.loop().isDebug()).isTrue();
        }
        String before = System.getProperty("dev.menai.debug");
        System.setProperty("dev.menai.debug", "true");
        try (Runner off = new Runner(RunnerOptions.defaults().withDebug(false));
                Runner environment = new Runner()) {
            assertThat(off.loop().isDebug()).isFalse();
            assertThat(environment.loop().isDebug()).isTrue();
        } finally {
            if (before == null) {
                System.clearProperty("dev.menai.debug");
            } else {
                System.setProperty("dev.menai.debug", before);
            }
        }
    }

    @Test
    @DisplayName("RUN-12: a future is accepted as main")
    void futureAsMain() {
        assertThat(Asyncio.run(CompletableFuture.supplyAsync(() -> "value"))).isEqualTo("value");
        IOException failure = new IOException("x");
        assertThatThrownBy(() -> Asyncio.run(CompletableFuture.failedFuture(failure)))
                .isSameAs(failure);
    }

    @Test
    void anInterruptOfTheRunningThreadCancelsMain() throws InterruptedException {
        CountDownLatch isWaiting = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread runs = new Thread(() -> {
            try {
                Asyncio.run(() -> {
                    isWaiting.countDown();
                    await(sleep(Duration.ofHours(1)));
                });
            } catch (CancellationException cancelled) {
                thrown.set(cancelled);
                steps.add(Thread.currentThread().isInterrupted());
            }
        });
        runs.start();
        isWaiting.await();
        runs.interrupt();
        runs.join();
        assertThat(thrown.get()).hasMessageContaining("the thread of the run was interrupted");
        steps.expect(true);
    }
}
