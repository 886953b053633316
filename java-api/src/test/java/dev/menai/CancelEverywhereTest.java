package dev.menai;

import static dev.menai.Asyncio.asCompleted;
import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.gatherOutcomes;
import static dev.menai.Asyncio.mapConcurrently;
import static dev.menai.Asyncio.moveOnAfter;
import static dev.menai.Asyncio.race;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;
import static dev.menai.Asyncio.timeout;
import static dev.menai.Asyncio.using;
import static dev.menai.Asyncio.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.support.CancelEverywhere;
import dev.menai.support.CancelEverywhere.Ledger;
import dev.menai.support.CancelEverywhere.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every construct, cancelled at every one of its suspensions. */
class CancelEverywhereTest {
    private static final Duration LONG = Duration.ofHours(1);

    private static void nap(int seconds) {
        await(sleep(Duration.ofSeconds(seconds)));
    }

    /** Waits, and waits again in its clean-up. */
    private static int work(Ledger ledger, int seconds) {
        ledger.open();
        try {
            nap(seconds);
            return seconds;
        } finally {
            // closed whatever happens to the wait of the clean-up
            try {
                nap(1);
            } finally {
                ledger.close();
            }
        }
    }

    private static int failing(Ledger ledger, int seconds) throws IOException {
        work(ledger, seconds);
        throw new IOException("after " + seconds);
    }

    private static AsyncIterable<Integer> numbers(Ledger ledger) {
        return AsyncIterable.generate(out -> {
            ledger.open();
            try {
                for (int number = 1; number <= 3; number++) {
                    nap(1);
                    out.yield(number);
                }
            } finally {
                try {
                    nap(1);
                } finally {
                    ledger.close();
                }
            }
        });
    }

    private static AsyncResource<Integer> resource(Ledger ledger) {
        return AsyncResource.of(
                () -> {
                    nap(1);
                    ledger.open();
                    return 1;
                },
                opened -> {
                    try {
                        nap(1);
                    } finally {
                        ledger.close();
                    }
                });
    }

    private static void consume(AsyncIterable<?> items) {
        items.forEach(item -> nap(1));
        try (Each<?> all = each(items)) {
            for (Object item : all) {
                nap(1);
            }
        }
        for (Object item : each(items.take(2))) {
            nap(1);
        }
    }

    private static DynamicTest test(String name, Scenario scenario) {
        return test(name, CancelEverywhere.in(scenario));
    }

    private static DynamicTest test(String name, CancelEverywhere scenario) {
        return DynamicTest.dynamicTest(name, () -> assertThat(scenario.run()).isPositive());
    }

    @TestFactory
    Stream<DynamicTest> scopes() {
        return Stream.of(
                test("task group", ledger -> {
                    int sum = taskGroup(group -> {
                        Task<Integer> first = group.createTask(() -> work(ledger, 1));
                        group.createTask(() -> work(ledger, 3));
                        nap(1);
                        return await(first) + work(ledger, 1);
                    });
                    assertThat(sum).isEqualTo(2);
                }),
                test(
                        "task group that fails",
                        CancelEverywhere.in(ledger -> taskGroup(group -> {
                                    group.createTask(() -> failing(ledger, 2));
                                    group.createTask(() -> work(ledger, 3));
                                    work(ledger, 5);
                                }))
                                .mayEndWith(ExceptionGroup.class)),
                test(
                        "task group that is cancelled by itself",
                        ledger -> taskGroup(group -> {
                            group.createTask(() -> work(ledger, 5));
                            nap(1);
                            group.cancel();
                        })),
                test(
                        "nested task groups",
                        ledger -> taskGroup(outer -> {
                            outer.createTask(() -> taskGroup(inner -> {
                                inner.createTask(() -> work(ledger, 1));
                                nap(1);
                            }));
                            taskGroup(inner -> inner.createTask(() -> work(ledger, 2)));
                        })),
                test(
                        "eager tasks in a group",
                        ledger -> taskGroup(group -> {
                            group.createTask(TaskOptions.defaults().withEager(true), () -> work(ledger, 1));
                            nap(1);
                        })),
                test(
                        "timeout that expires around a group",
                        CancelEverywhere.in(ledger -> timeout(
                                        Duration.ofSeconds(2),
                                        () -> taskGroup(group -> {
                                            group.createTask(() -> work(ledger, 5));
                                            work(ledger, 5);
                                        })))
                                .mayEndWith(TimeoutException.class)),
                test("timeout that does not expire", ledger -> timeout(LONG, () -> work(ledger, 2))),
                test("moveOnAfter", ledger -> {
                    moveOnAfter(Duration.ofSeconds(2), () -> work(ledger, 5));
                    moveOnAfter(LONG, () -> work(ledger, 1));
                }),
                test(
                        "start",
                        ledger -> taskGroup(group -> {
                            await(group.start(started -> {
                                nap(1);
                                started.ready(1);
                                work(ledger, 1);
                            }));
                            nap(1);
                        })),
                test("race", ledger -> race(() -> work(ledger, 1), () -> work(ledger, 2))),
                test(
                        "race that everybody loses",
                        CancelEverywhere.in(ledger -> race(() -> failing(ledger, 1), () -> failing(ledger, 2)))
                                .mayEndWith(ExceptionGroup.class)),
                test("mapConcurrently", ledger -> mapConcurrently(List.of(1, 2, 3), 2, n -> work(ledger, n))),
                test("task scope in a body", ledger -> {
                    List<Task<?>> tasks = new ArrayList<>();
                    try (TaskScope scope = TaskScope.open("scope", EventLoop.running())) {
                        tasks.add(scope.createTask(() -> work(ledger, 5)));
                        nap(1);
                    } finally {
                        waitForOthers(tasks);
                    }
                }));
    }

    /** Waits until what the scenario has begun has ended: what is not structured goes on when it is cancelled. */
    private static void waitForOthers(List<? extends Task<?>> others) {
        others.forEach(Task::cancel);
        CompletableFuture<?> all = gatherOutcomes(others);
        while (!all.isDone()) {
            try {
                await(Asyncio.shield(all));
            } catch (CancellationException again) {
                // the test is about what came before
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> waits() {
        return Stream.of(
                test("waitFor a task", ledger -> await(waitFor(createTask(() -> work(ledger, 1)), LONG))),
                test(
                        "waitFor a task that is late",
                        CancelEverywhere.in(ledger ->
                                        await(waitFor(createTask(() -> work(ledger, 5)), Duration.ofSeconds(2))))
                                .mayEndWith(TimeoutException.class)),
                test(
                        "waitFor a body that is late",
                        CancelEverywhere.in(ledger -> await(waitFor(() -> work(ledger, 5), Duration.ofSeconds(2))))
                                .mayEndWith(TimeoutException.class)),
                test("wait", ledger -> {
                    List<Task<Integer>> tasks = List.of(createTask(() -> work(ledger, 1)), createTask(() -> 1));
                    try {
                        await(Asyncio.wait(tasks, ReturnWhen.FIRST_COMPLETED));
                    } finally {
                        waitForOthers(tasks);
                    }
                }),
                test("asCompleted", ledger -> {
                    List<Task<Integer>> tasks =
                            List.of(createTask(() -> work(ledger, 2)), createTask(() -> work(ledger, 1)));
                    try {
                        for (Task<Integer> task : each(asCompleted(tasks))) {
                            assertThat(task).isDone();
                        }
                        for (CompletableFuture<Integer> next :
                                asCompleted(tasks).futures()) {
                            await(next);
                        }
                    } finally {
                        waitForOthers(tasks);
                    }
                }),
                test("gather", ledger -> {
                    List<Task<Integer>> tasks =
                            List.of(createTask(() -> work(ledger, 1)), createTask(() -> work(ledger, 2)));
                    try {
                        await(gather(tasks));
                    } finally {
                        waitForOthers(tasks);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> locksAndQueues() {
        return Stream.of(
                test("lock", ledger -> {
                    Lock lock = new Lock();
                    try {
                        taskGroup(group -> {
                            for (int task = 0; task < 3; task++) {
                                group.createTask(() -> lock.with(() -> work(ledger, 1)));
                            }
                            lock.with(() -> work(ledger, 1));
                        });
                    } finally {
                        assertThat(lock.isLocked()).isFalse();
                    }
                }),
                test("semaphore", ledger -> {
                    Semaphore semaphore = new BoundedSemaphore(2);
                    try {
                        mapConcurrently(List.of(1, 2, 3, 4), 4, n -> semaphore.with(() -> work(ledger, n)));
                    } finally {
                        assertThat(semaphore.value()).isEqualTo(2);
                    }
                }),
                test("condition", ledger -> {
                    Condition condition = new Condition();
                    boolean[] isReady = {false};
                    try {
                        taskGroup(group -> {
                            for (int task = 0; task < 2; task++) {
                                group.createTask(() -> condition.with(() -> {
                                    condition.waitFor(() -> isReady[0]);
                                    work(ledger, 1);
                                }));
                            }
                            nap(1);
                            condition.with(() -> {
                                isReady[0] = true;
                                condition.signalAll();
                                nap(1);
                            });
                        });
                    } finally {
                        assertThat(condition.isLocked()).isFalse();
                    }
                }),
                test(
                        "event and barrier",
                        ledger -> moveOnAfter(
                                LONG,
                                () -> taskGroup(group -> {
                                    Event event = new Event();
                                    Barrier barrier = new Barrier(2);
                                    group.createTask(() -> {
                                        await(event.whenSet());
                                        await(barrier.arrive());
                                        work(ledger, 1);
                                    });
                                    nap(1);
                                    event.set();
                                    await(barrier.arrive());
                                }))),
                test("queue", ledger -> {
                    Queue<Integer> queue = new Queue<>(1);
                    int[] counts = {0, 0};
                    moveOnAfter(
                            LONG,
                            () -> taskGroup(group -> {
                                group.createTask(() -> {
                                    try {
                                        for (int item = 0; item < 3; item++) {
                                            await(queue.put(item));
                                            counts[0]++;
                                        }
                                    } finally {
                                        queue.shutdown();
                                    }
                                });
                                for (int item : each(queue)) {
                                    counts[1]++;
                                    nap(1);
                                }
                            }));
                    while (!queue.isEmpty()) {
                        queue.getNowait();
                        counts[1]++;
                    }
                    assertThat(counts[1]).as("items got").isEqualTo(counts[0]);
                }));
    }

    @TestFactory
    Stream<DynamicTest> iterationAndResources() {
        return Stream.of(
                test("generator", ledger -> consume(numbers(ledger))),
                test(
                        "map and filter",
                        ledger -> consume(numbers(ledger).map(n -> n + 1).filter(n -> n != 3))),
                test("chunked", ledger -> consume(numbers(ledger).chunked(2))),
                test("zip", ledger -> consume(numbers(ledger).zip(numbers(ledger), Integer::sum))),
                test("buffer", ledger -> consume(numbers(ledger).buffer(2))),
                test("merge", ledger -> consume(AsyncIterable.merge(numbers(ledger), numbers(ledger)))),
                test("timeout", ledger -> consume(numbers(ledger).timeout(LONG))),
                test(
                        "a loop that is left in a scope",
                        ledger -> timeout(LONG, () -> {
                            for (int number : each(numbers(ledger))) {
                                break;
                            }
                            nap(1);
                        })),
                test(
                        "using",
                        ledger -> using(resource(ledger), outer -> {
                            using(resource(ledger), inner -> {
                                nap(1);
                            });
                        })),
                test("exit stack", ledger -> {
                    try (AsyncExitStack stack = new AsyncExitStack()) {
                        stack.enter(resource(ledger));
                        stack.enter(resource(ledger));
                        nap(1);
                    }
                }));
    }
}
