package dev.menai.interop.stress;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.AsyncFuture;
import dev.menai.AsyncIterable;
import dev.menai.Asyncio;
import dev.menai.Each;
import dev.menai.EventLoop;
import dev.menai.ExceptionGroup;
import dev.menai.Outcome;
import dev.menai.ReturnWhen;
import dev.menai.Task;
import dev.menai.TaskOptions;
import dev.menai.TimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program drawn from a seed: workers that spawn, wait, cancel, take requests back, complete
 * futures, gather, iterate, and do so in groups and under deadlines.
 *
 * <p>Invariants: every body runs at most once and ends at most once; what its task reports is what its body ended with,
 * or a cancellation that was requested; nothing is left pending; a task that was never asked to stop has no requests;
 * nothing outlives the scope or the iteration that owns it.
 */
final class RandomProgram {
    private static final int WORKERS = 12;
    private static final int STEPS = 12;
    private static final int FUTURES = 6;

    private final long seed;
    private final List<Worker> workers = new ArrayList<>();
    private final List<AsyncFuture<Integer>> futures = new ArrayList<>();

    RandomProgram(long seed) {
        this.seed = seed;
    }

    void main() {
        EventLoop loop = EventLoop.running();
        for (int number = 0; number < FUTURES; number++) {
            futures.add(loop.createFuture());
        }
        for (int number = 0; number < WORKERS; number++) {
            workers.add(new Worker(number));
        }
        workers.forEach(Worker::start);
        await(sleep(Duration.ofMillis(2)));
        // nobody is left to complete these: whoever still waits for one is let go
        futures.forEach(future -> future.complete(-1));
        await(Asyncio.gatherOutcomes(workers.stream().map(worker -> worker.task).toList()));
    }

    void check() {
        workers.forEach(Worker::check);
        assertThat(futures).allMatch(AsyncFuture::isDone);
    }

    @Override
    public String toString() {
        return "program of seed " + seed + ", "
                + workers.stream().map(worker -> worker.task).toList();
    }

    private final class Worker {
        private final int number;
        private final Random random;
        private final AtomicInteger starts = new AtomicInteger();
        private final AtomicInteger ends = new AtomicInteger();
        private final AtomicInteger requests = new AtomicInteger();
        private volatile Outcome<Integer> ending;
        private volatile Task<Integer> task;

        Worker(int number) {
            this.number = number;
            random = new Random(seed * 31 + number);
        }

        void start() {
            task = Asyncio.createTask("worker " + number, this::body);
        }

        private int body() throws Exception {
            starts.incrementAndGet();
            try {
                for (int step = 0; step < STEPS; step++) {
                    step();
                }
                return end(Outcome.success(number)).value();
            } catch (Exception failure) {
                end(Outcome.failure(failure));
                throw failure;
            }
        }

        private Outcome<Integer> end(Outcome<Integer> outcome) {
            ends.incrementAndGet();
            ending = outcome;
            return outcome;
        }

        private void step() throws Exception {
            Worker other = workers.get(random.nextInt(WORKERS));
            AsyncFuture<Integer> future = futures.get(random.nextInt(FUTURES));
            switch (random.nextInt(20)) {
                case 0 -> await(sleep(Duration.ZERO));
                case 1 -> await(sleep(micros(random.nextInt(500))));
                case 2 -> future.complete(number);
                case 3 -> swallowing(() -> await(future));
                case 4 -> await(Asyncio.shield(future));
                case 5 -> other.request();
                case 6 -> request();
                case 7 -> Asyncio.currentTask().uncancel();
                case 8 -> gatherChildren();
                case 9 -> swallowing(() -> await(Asyncio.createTask(() -> await(sleep(micros(50), 1)))));
                case 10 -> swallowing(() -> await(future.thenApply(value -> value + 1)));
                case 11 -> taskGroup(random.nextInt(4), random.nextInt(3));
                case 12 -> swallowing(() -> Asyncio.timeout(micros(random.nextInt(200)), () -> await(future)));
                case 13 -> Asyncio.moveOnAfter(micros(100), () -> taskGroup(2, 2));
                case 14 -> swallowing(() -> await(Asyncio.waitFor(future, micros(random.nextInt(200)))));
                case 15 -> await(Asyncio.wait(futures, micros(random.nextInt(100)), ReturnWhen.FIRST_COMPLETED));
                case 16 -> iterate(random.nextInt(5), random.nextBoolean());
                case 17 -> swallowing(() -> Asyncio.race(() -> await(future), () -> await(sleep(micros(80), 1))));
                case 18 -> merge(random.nextInt(4));
                default -> maybeFail();
            }
        }

        private void request() {
            requests.incrementAndGet();
            if (task != null) {
                task.cancel("by random");
            }
        }

        private void gatherChildren() {
            int first = random.nextInt(3);
            List<Outcome<Integer>> children = await(Asyncio.gatherOutcomes(
                    Asyncio.createTask(() -> await(sleep(micros(first), 1))),
                    Asyncio.createTask(() -> 2),
                    sleep(Duration.ZERO, 3)));
            assertThat(children).hasSize(3);
        }

        /** A group whose children sleep, wait for a child, and now and then fail or are cancelled. */
        private void taskGroup(int children, int micros) {
            AtomicInteger running = new AtomicInteger();
            try {
                Asyncio.taskGroup(group -> {
                    for (int child = 0; child < children; child++) {
                        boolean fails = random.nextInt(8) == 0;
                        TaskOptions options = TaskOptions.defaults().withEager(random.nextBoolean());
                        Task<Integer> task = group.createTask(options, () -> {
                            running.incrementAndGet();
                            try {
                                return await(sleep(micros(micros * 50), 1));
                            } finally {
                                running.decrementAndGet();
                                maybeFail(fails);
                            }
                        });
                        if (random.nextInt(6) == 0) {
                            task.cancel();
                        }
                    }
                    if (random.nextInt(6) == 0) {
                        group.cancel();
                    }
                    await(sleep(micros(30)));
                });
            } catch (ExceptionGroup failures) {
                assertThat(failures.exceptions()).isNotEmpty();
            } finally {
                assertThat(running).as("children that outlive their group").hasValue(0);
            }
        }

        private void iterate(int items, boolean isPushed) {
            AtomicInteger open = new AtomicInteger();
            AsyncIterable<Integer> numbers = AsyncIterable.generate(out -> {
                open.incrementAndGet();
                try {
                    for (int item = 0; item < items; item++) {
                        await(sleep(micros(10)));
                        out.yield(item);
                    }
                } finally {
                    open.decrementAndGet();
                }
            });
            try (Each<Integer> all = Asyncio.each(isPushed ? numbers : numbers.buffer(2))) {
                int expected = 0;
                for (int item : all) {
                    assertThat(item).isEqualTo(expected++);
                    if (item == 3) {
                        break;
                    }
                }
            } finally {
                assertThat(open).as("generators that outlive their iteration").hasValue(0);
            }
        }

        private void merge(int items) {
            List<Integer> source = Collections.nCopies(items, 1);
            List<Integer> all = AsyncIterable.merge(AsyncIterable.from(source), AsyncIterable.from(source))
                    .map(item -> await(sleep(Duration.ZERO, item)))
                    .toList();
            assertThat(all).hasSize(2 * items);
        }

        private static void maybeFail(boolean fails) {
            if (fails) {
                throw new IllegalStateException("a child");
            }
        }

        private void maybeFail() throws Exception {
            if (random.nextInt(6) == 0) {
                throw new Exception("worker " + number);
            }
        }

        private void swallowing(Runnable wait) {
            try {
                wait.run();
            } catch (CancellationException cancelled) {
                if (random.nextBoolean()) {
                    throw cancelled;
                }
            } catch (TimeoutException late) {
                assertThat(late.deadline())
                        .isLessThanOrEqualTo(EventLoop.running().time());
            }
        }

        private static Duration micros(int number) {
            return Duration.ofNanos(1_000L * number);
        }

        void check() {
            assertThat(task).isDone();
            assertThat(starts.get()).isLessThanOrEqualTo(1);
            assertThat(ends.get()).isEqualTo(starts.get());
            if (task.isCompletedExceptionally()) {
                checkFailure();
            } else {
                assertThat(task.result()).isEqualTo(number);
                assertThat(ending.value()).isEqualTo(number);
            }
            if (requests.get() == 0) {
                assertThat(task.cancelling()).isZero();
            }
            assertThat(task.cancel()).isFalse();
            assertThat(task.stack()).isEmpty();
        }

        private void checkFailure() {
            if (task.isCancelled()) {
                // by a request that its body never saw, or by what came out of the body
                boolean endedSo = ending != null && ending.isCancelled();
                assertThat(endedSo || requests.get() > 0).isTrue();
            } else {
                assertThat(task.exception()).isSameAs(ending.exception());
            }
        }
    }
}
