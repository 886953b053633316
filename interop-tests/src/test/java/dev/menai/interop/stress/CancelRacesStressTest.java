package dev.menai.interop.stress;

import static dev.menai.Asyncio.asCompleted;
import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.mapConcurrently;
import static dev.menai.Asyncio.race;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;
import static dev.menai.Asyncio.timeout;
import static dev.menai.Asyncio.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.AsyncIterable;
import dev.menai.Each;
import dev.menai.EventLoop;
import dev.menai.ExceptionGroup;
import dev.menai.Task;
import dev.menai.TaskScope;
import dev.menai.TimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A task goes through one construct on the shared loop and then waits for ever, while another thread cancels it at a
 * random moment. Whatever the construct was doing then, a request that was accepted must end the task: a lost one would
 * let it wait on. More rounds: {@code -Dmenai.stress.races=5000}.
 */
class CancelRacesStressTest {
    private static final int ROUNDS = Integer.getInteger("menai.stress.races", 150);
    private static final int SECONDS_BEFORE_LOST = 10;
    private static final int LONGEST_MICROS = 1_500;

    private interface Body {
        void run() throws Exception;
    }

    private static Duration micros(int count) {
        return Duration.ofNanos(1_000L * count);
    }

    private static int nap(int micros) {
        return await(sleep(micros(micros), micros));
    }

    private static final Map<String, Body> CONSTRUCTS = Map.of(
            "task",
            () -> await(createTask(() -> nap(600))),
            "task group that fails",
            () -> {
                try {
                    taskGroup(group -> {
                        group.createTask(() -> nap(300));
                        group.createTask(() -> {
                            nap(600);
                            throw new IllegalStateException("lost");
                        });
                    });
                } catch (ExceptionGroup expected) {
                    assertThat(expected.exceptions()).hasSize(1);
                }
            },
            "mapConcurrently",
            () -> mapConcurrently(List.of(1, 2, 3, 4), 2, item -> nap(250)),
            "race",
            () -> race(() -> nap(500), () -> nap(500)),
            "nested timeouts",
            () -> {
                try {
                    timeout(micros(900), () -> timeout(micros(500), () -> nap(2_000)));
                } catch (TimeoutException expected) {
                    assertThat(expected.duration()).isNotNull();
                }
            },
            "waitFor a foreign future",
            () -> {
                CompletableFuture<Integer> foreign = new CompletableFuture<>();
                foreign.completeOnTimeout(1, 600, TimeUnit.MICROSECONDS);
                try {
                    await(waitFor(foreign, micros(600)));
                } catch (TimeoutException expected) {
                    assertThat(expected.duration()).isNotNull();
                }
            },
            "a generator that is left",
            () -> {
                AsyncIterable<Integer> numbers = AsyncIterable.generate(out -> {
                    for (int number = 0; ; number++) {
                        nap(200);
                        out.yield(number);
                    }
                });
                try (Each<Integer> all = each(numbers.buffer(1))) {
                    for (int number : all) {
                        if (number == 2) {
                            break;
                        }
                    }
                }
            },
            "asCompleted",
            () -> {
                for (Task<Integer> task : each(asCompleted(List.of(createTask(() -> nap(400)), createTask(() -> 1))))) {
                    assertThat(task).isDone();
                }
            },
            "task scope",
            () -> {
                try (TaskScope scope = TaskScope.parallel("scope")) {
                    scope.createTask(() -> nap(5_000));
                    nap(400);
                }
            });

    @TestFactory
    Stream<DynamicTest> noRequestIsLost() {
        return CONSTRUCTS.entrySet().stream()
                .map(construct -> DynamicTest.dynamicTest(
                        construct.getKey(), () -> cancelAtRandom(construct.getKey(), construct.getValue())));
    }

    private static void cancelAtRandom(String name, Body construct) throws Exception {
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            CountDownLatch isRunning = new CountDownLatch(1);
            Task<Void> task = createTask(() -> {
                isRunning.countDown();
                construct.run();
                await(sleep(Duration.ofHours(1)));
            });
            isRunning.await();
            LockSupport.parkNanos(1_000L * random.nextInt(LONGEST_MICROS));
            boolean isTaken = task.cancel("round " + round);
            try {
                task.get(SECONDS_BEFORE_LOST, TimeUnit.SECONDS);
                throw new AssertionError("round " + round + ": the task must not end by itself, but did");
            } catch (CancellationException expected) {
                // false says that the task has ended meanwhile, if only because the request was there
                assertThat(task.cancelling()).as("%s, round %d", name, round).isEqualTo(isTaken ? 1 : 0);
            } catch (ExecutionException | java.util.concurrent.TimeoutException lost) {
                String tasks = EventLoop.shared().allTasks().toString();
                task.cancel();
                throw new AssertionError(name + ", round " + round + ": " + task + " among " + tasks, lost);
            }
        }
        awaitNoTasks();
    }

    /** What a construct does not own goes on for a moment. */
    private static void awaitNoTasks() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_BEFORE_LOST);
        while (!EventLoop.shared().allTasks().isEmpty()) {
            assertThat(System.nanoTime()).as("tasks left").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
