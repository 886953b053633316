package dev.menai;

import static dev.menai.Asyncio.asCompleted;
import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.ensureFuture;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.shield;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.toThread;
import static dev.menai.Asyncio.waitFor;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Programs;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is awaited, in words. */
class AwaitedTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static void assertAwaits(String words, Supplier<? extends CompletionStage<?>> awaited) {
        Task<?> task = createTask("t", () -> await(awaited.get()));
        turn();
        assertThat(task.toString()).isEqualTo("Task[pending, name='t', awaits " + words + "]");
        task.cancel();
        assertThat(catchThrowable(() -> await(task))).isNotNull();
    }

    @Test
    @DisplayName("DBG-7: a sleep tells its length")
    void sleeps() {
        Programs.run(() -> {
            assertAwaits("sleep(50 ms)", () -> sleep(Duration.ofMillis(50)));
            assertAwaits("sleep(0.5 ms)", () -> sleep(Duration.ofNanos(500_000), "result"));
            assertAwaits("sleep(1.5 s)", () -> sleep(Duration.ofMillis(1500)));
            assertAwaits("sleep(3600 s)", () -> sleep(Duration.ofHours(1)));
            CompletableFuture<Void> yielded = sleep(Duration.ZERO);
            assertThat(yielded).hasToString("Future[pending, sleep(0 ms)]");
            await(yielded);
        });
    }

    @Test
    @DisplayName("DBG-7: waits for queues, locks and their like tell the word and the text form")
    void sharedThings() {
        Programs.run(() -> {
            Queue<String> queue = new Queue<>(1);
            assertAwaits("queue.get() of Queue[0 of 1 items, 1 getting]", queue::get);
            assertAwaits("the next item of Queue[0 of 1 items, 1 getting]", () -> queue.asyncIterator()
                    .advance());
            queue.putNowait("x");
            assertAwaits("queue.put(...) of Queue[1 of 1 items, 1 putting, 1 unfinished]", () -> queue.put("y"));
            assertAwaits("queue.join() of Queue[1 of 1 items, 1 unfinished]", queue::join);
            assertAwaits("queue.get() of LifoQueue[0 items, 1 getting]", () -> new LifoQueue<>().get());
            assertAwaits(
                    "queue.get() of PriorityQueue[0 items, 1 getting]",
                    () -> new PriorityQueue<String>(Comparator.naturalOrder()).get());
            Lock lock = new Lock();
            assertThat(lock.tryAcquire()).isTrue();
            assertAwaits("lock.acquire() of Lock[locked, 1 waiting]", lock::acquire);
            assertAwaits("semaphore.acquire() of Semaphore[value=0, 1 waiting]", () -> new Semaphore(0).acquire());
            assertAwaits("event.whenSet() of Event[unset, 1 waiting]", () -> new Event().whenSet());
            assertAwaits("barrier.arrive() of Barrier[filling, 1 of 2]", () -> new Barrier(2).arrive());
        });
    }

    @Test
    @DisplayName("DBG-7: a wait for a notification tells whether it is about the lock")
    void conditions() {
        Programs.run(() -> {
            Condition condition = new Condition();
            Task<Void> task = createTask("t", () -> condition.with(() -> await(condition.whenNotified())));
            turn();
            assertThat(task)
                    .hasToString("Task[pending, name='t', awaits condition.whenNotified() of "
                            + "Condition[unlocked, 1 waiting]]");
            condition.with(() -> {
                condition.signal();
                assertThat(task)
                        .hasToString("Task[pending, name='t', awaits condition.whenNotified() of "
                                + "Condition[locked, 0 waiting], to get the lock back]");
            });
            await(task);
        });
    }

    @Test
    @DisplayName("DBG-7: what is made of other futures tells of what, up to a depth")
    void madeOfOthers() {
        Programs.run(() -> {
            AsyncFuture<String> never = EventLoop.running().createFuture();
            assertAwaits("future", () -> shield(never).thenApply(value -> value).isDone() ? never : never);
            assertAwaits("gather of 2", () -> gather(never, sleep(SECOND)));
            assertAwaits("wait of 1", () -> Asyncio.wait(List.of(sleep(SECOND))));
            assertAwaits("asCompleted of 1", () -> asCompleted(List.of(sleep(SECOND)))
                    .futures()
                    .iterator()
                    .next());
            assertAwaits("shield of sleep(1 s)", () -> shield(sleep(SECOND)));
            assertAwaits("waitFor(2 s) of sleep(1 s)", () -> waitFor(sleep(SECOND), Duration.ofSeconds(2)));
            assertAwaits(
                    "a stage of sleep(1 s)",
                    () -> sleep(SECOND).thenRun(() -> {}).thenRun(() -> {}));
            assertAwaits(
                    "waitFor(2 s) of waitFor of shield of ...",
                    () -> waitFor(waitFor(shield(shield(sleep(SECOND))), null), Duration.ofSeconds(2)));
        });
    }

    @Test
    @DisplayName("DBG-7: futures of other libraries tell their class")
    void foreign() {
        class Answer extends CompletableFuture<String> {}

        Programs.run(() -> {
            assertAwaits("Answer", Answer::new);
            assertAwaits("CompletableFuture", CompletableFuture::new);
            assertAwaits("ensureFuture of Answer", () -> ensureFuture(new Answer()));
        });
    }

    @Test
    @DisplayName("DBG-7: blocking work, tasks and generators tell what they are")
    void work() {
        Programs.run(() -> {
            CountDownLatch latch = new CountDownLatch(1);
            assertAwaits("blocking work in an executor", () -> toThread(() -> latch.await()));
            latch.countDown();
            Task<Void> other = createTask("other", () -> await(sleep(SECOND)));
            assertAwaits("task 'other'", () -> other);
            AsyncIterable<String> items = AsyncIterable.generate(out -> {
                await(sleep(SECOND));
                out.yield("x");
            });
            assertAwaits(
                    "the next item of a generator", () -> items.asyncIterator().advance());
            Task<?> group = createTask(
                    "owner",
                    () -> Asyncio.taskGroup(
                            TaskGroupOptions.named("workers"),
                            tasks -> tasks.createTask("w", () -> await(sleep(SECOND)))));
            turn();
            turn();
            assertThat(group).hasToString("Task[pending, name='owner', awaits the tasks of TaskGroup 'workers']");
            await(group);
        });
    }

    @Test
    @DisplayName("DBG-7: a time limit tells what was waited for when it was over")
    void limits() {
        Programs.run(() -> {
            Throwable late = catchThrowable(() -> Asyncio.timeout(SECOND, () -> await(new Queue<String>().get())));
            assertThat(late)
                    .hasMessageEndingWith("expired, while it waited for queue.get() of " + "Queue[0 items, 1 getting]");
            assertThat(catchThrowable(() -> await(waitFor(new Event().whenSet(), SECOND))))
                    .hasMessage("event.whenSet() of Event[unset, 1 waiting] must be done within PT1S, but was not");
            Task<Void> slow = createTask("slow", () -> await(new Event().whenSet()));
            assertThat(catchThrowable(() -> await(waitFor(slow, SECOND))))
                    .hasMessage("task 'slow' must be done within PT1S, but was not: it waited for event.whenSet() of "
                            + "Event[unset, 1 waiting]");
        });
    }
}
