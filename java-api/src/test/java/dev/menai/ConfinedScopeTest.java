package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.toThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Log;
import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConfinedScopeTest {
    private static final Duration LONG = Duration.ofHours(1);
    private final Steps steps = new Steps();
    private int counter;

    private static Task<Void> endless(TaskOwner owner, Runnable atEnd) {
        return owner.createTask("endless", () -> {
            try {
                await(sleep(LONG));
            } finally {
                await(sleep(Duration.ofMillis(2)));
                atEnd.run();
            }
        });
    }

    private static void begun(TaskOwner owner) {
        owner.createTask(() -> {}).join();
    }

    private static void joined(Runnable... actions) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Runnable action : actions) {
            threads.add(new Thread(action));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    @DisplayName("TSC-2: a plain counter and a plain list of 8 tasks from several threads lose nothing")
    void plainCounter() throws InterruptedException {
        List<Integer> list = new ArrayList<>();
        Set<Task<Void>> tasks = java.util.Collections.synchronizedSet(new HashSet<>());
        try (TaskScope scope = TaskScope.confined("counting")) {
            Runnable two = () -> {
                for (int task = 0; task < 2; task++) {
                    tasks.add(scope.createTask(() -> {
                        for (int i = 0; i < 20_000; i++) {
                            counter++;
                            list.add(i);
                            if (i % 5_000 == 0) {
                                await(sleep(Duration.ZERO));
                            }
                        }
                    }));
                }
            };
            joined(two, two, two, two);
            tasks.forEach(Task::join);
            assertThat(scope.createTask(() -> counter + " " + list.size()).join())
                    .isEqualTo("160000 160000");
        }
        assertThat(tasks).hasSize(8);
    }

    @Test
    @DisplayName(
            "TSC-2: the loop is that of the tasks, and a daemon thread named after the scope runs it until the close")
    void loopAndThread() throws InterruptedException {
        Thread thread;
        try (TaskScope scope = TaskScope.confined("prices")) {
            assertThat(scope.createTask(EventLoop::running).join()).isSameAs(scope.loop());
            thread = Thread.getAllStackTraces().keySet().stream()
                    .filter(running -> running.getName().equals("menai-prices"))
                    .findAny()
                    .orElseThrow();
            assertThat(thread.isDaemon()).isTrue();
            thread.interrupt();
            begun(scope);
        }
        thread.join();
    }

    @Test
    @DisplayName("TSC-3: a parallel scope is on the shared loop, another where it was opened")
    void otherScopes() {
        EventLoop loop = EventLoop.create();
        try (TaskScope parallel = TaskScope.parallel("parallel")) {
            assertThat(parallel.loop()).isSameAs(EventLoop.shared());
        }
        assertThat(TaskScope.open("open", loop).loop()).isSameAs(loop);
        loop.close();
    }

    @Test
    @DisplayName("TSC-4: closing ends the tasks, then what else is on the loop, then the loop")
    void closing() {
        TaskScope scope = TaskScope.confined("scope");
        Task<Void> own = endless(scope, () -> steps.add("task of the scope"));
        Task<Void> other = endless(scope.loop(), () -> steps.add("task of the loop"));
        begun(scope);
        scope.close();
        steps.expect("task of the scope", "task of the loop");
        assertThatThrownBy(own::join).hasMessage("task 'endless' was cancelled: its scope 'scope' is closed");
        assertThatThrownBy(other::join).hasMessage("task 'endless' was cancelled: the run is over");
        assertThat(scope.loop().isClosed()).isTrue();
        assertThatThrownBy(() -> scope.createTask(() -> 1))
                .hasMessage("TaskScope[closed, name='scope', 0 tasks]: cannot create a task in it; open another scope");
        scope.close();
    }

    @Test
    @DisplayName("TSC-4: a scope that is closed at once, with a task that may not have begun")
    void closingAtOnce() {
        for (int round = 0; round < 200; round++) {
            TaskScope scope = TaskScope.confined("short");
            Task<Void> task = scope.createTask(() -> await(sleep(LONG)));
            scope.close();
            assertThat(task.isCancelled()).isTrue();
            assertThat(scope.loop().isClosed()).isTrue();
        }
    }

    @Test
    @DisplayName("TSC-5: closed by threads at once, by a body of another loop, and once more, it is closed for each")
    void closersOutside() throws InterruptedException {
        TaskScope scope = TaskScope.confined("scope");
        endless(scope, () -> steps.add("cleaned up"));
        begun(scope);
        Runnable close = () -> {
            scope.close();
            steps.add(scope.loop().isClosed());
        };
        joined(close, close, () -> Asyncio.run(close::run));
        scope.close();
        steps.expect("cleaned up", true, true, true);
    }

    @Test
    @DisplayName(
            "TSC-5: a body of the scope that closes it goes on when the others have ended, and the loop ends after it")
    void closedByItsOwnTask() {
        TaskScope scope = TaskScope.confined("scope");
        endless(scope, () -> steps.add("the other one"));
        Task<String> closer = scope.createTask(() -> {
            scope.close();
            steps.add("closed");
            await(sleep(Duration.ofMillis(5)));
            return "went on";
        });
        assertThat(closer.join()).isEqualTo("went on");
        scope.close();
        steps.expect("the other one", "closed");
        assertThat(scope.loop().isClosed()).isTrue();
    }

    @Test
    @DisplayName("TSC-5: tasks of a scope that all close it do not wait for each other, whenever they come to it")
    void closedByItsOwnTasks() {
        TaskScope scope = TaskScope.confined("scope");
        AsyncFuture<Void> go = scope.loop().createFuture();
        endless(scope, () -> steps.add("the other one"));
        List<Task<String>> closers = new ArrayList<>();
        for (String name : List.of("first", "second")) {
            closers.add(scope.createTask(() -> {
                await(go);
                scope.close();
                return name + " went on";
            }));
        }
        Task<Void> late = scope.createTask(() -> {
            try {
                await(sleep(LONG));
            } finally {
                await(sleep(Duration.ofMillis(5)));
                scope.close();
                steps.add("closed while it was cancelled");
            }
        });
        begun(scope);
        scope.loop().callSoon(() -> go.complete(null)); // both closers are ready before either runs
        assertThat(closers.stream().map(Task::join)).containsExactlyInAnyOrder("first went on", "second went on");
        assertThatThrownBy(late::join).isInstanceOf(CancellationException.class);
        scope.close();
        steps.expect("the other one", "closed while it was cancelled");
        assertThat(scope.loop().isClosed()).isTrue();
    }

    @Test
    @DisplayName("TSC-5: many tasks of a parallel scope that close it while others are created in it")
    void closedByManyInParallel() throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            TaskScope scope = TaskScope.parallel("parallel");
            List<Task<?>> tasks = Collections.synchronizedList(new ArrayList<>());
            Runnable create = () -> {
                for (int i = 0; i < 20 && !scope.isClosed(); i++) {
                    int micros = i;
                    try {
                        tasks.add(scope.createTask(() -> {
                            await(sleep(Duration.ofNanos(micros * 1_000L)));
                            scope.close();
                        }));
                    } catch (IllegalStateException refused) {
                        assertThat(scope.isClosed()).isTrue();
                    }
                }
            };
            joined(create, create);
            assertThat(scope.closeAsync().join()).isEmpty();
            tasks.forEach(task -> catchThrowable(task::join));
            assertThat(scope.tasks()).isEmpty();
        }
    }

    @Test
    @DisplayName(
            "TSC-5: in a callback closing is refused, and closeAsync works; blocking work of the scope may close it")
    void closedByACallback() {
        TaskScope scope = TaskScope.confined("scope");
        endless(scope, () -> {});
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        CompletableFuture<Set<Task<?>>> left = new CompletableFuture<>();
        scope.loop().callSoon(() -> {
            refused.complete(catchThrowable(scope::close));
            scope.closeAsync().thenAccept(left::complete);
        });
        assertThat(refused.join())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching(
                        "close\\(\\) must not block an event loop, but was called in a callback or a coroutine on"
                                + " EventLoop.*: use closeAsync\\(\\) there; TaskScope\\[closed, name='scope', 1 tasks] is being"
                                + " closed all the same");
        assertThat(left.join()).isEmpty();
        scope.close();
        assertThat(scope.loop().isClosed()).isTrue();

        TaskScope other = TaskScope.confined("other");
        assertThat(other.loop()
                        .runInExecutor(() -> {
                            other.close();
                            return "closed";
                        })
                        .join())
                .isEqualTo("closed");
        other.close();
    }

    @Test
    @DisplayName("TSC-5: who is interrupted while he closes leaves, and the closing goes on")
    void interruptedCloser() throws InterruptedException {
        TaskScope scope = TaskScope.confined("scope");
        CountDownLatch isCleaningUp = new CountDownLatch(1);
        AsyncFuture<Void> mayEnd = scope.loop().createFuture();
        scope.createTask(() -> {
            try {
                await(sleep(LONG));
            } finally {
                isCleaningUp.countDown();
                await(mayEnd);
                steps.add("cleaned up");
            }
        });
        begun(scope);
        Thread closer = new Thread(() -> steps.add(catchThrowable(scope::close).getMessage()));
        closer.start();
        isCleaningUp.await();
        closer.interrupt();
        closer.join();
        mayEnd.complete(null);
        scope.close();
        steps.expect(
                "the thread was interrupted while TaskScope[closed, name='scope', 1 tasks] was being closed",
                "cleaned up");
    }

    @Test
    @DisplayName("TSC-6: an interrupt of its thread, a stop, and a fatal error, which is reported, do not end the loop")
    void goesOn() throws InterruptedException {
        CountDownLatch isReported = new CountDownLatch(1);
        try (TaskScope scope = TaskScope.confined("scope")) {
            EventLoop loop = scope.loop();
            loop.setExceptionHandler((reporting, context) -> {
                steps.add(context.message() + ": " + context.exception());
                isReported.countDown();
            });
            loop.callSoon(() -> Thread.currentThread().interrupt());
            loop.callSoon(loop::stop);
            begun(scope);
            loop.callSoon(() -> {
                throw new InternalError("of the machine");
            });
            isReported.await();
            begun(scope);
            Task<Void> failing = scope.createTask(() -> {
                throw new AssertionError("of the body");
            });
            assertThat(catchThrowable(failing::join)).hasRootCauseMessage("of the body");
            begun(scope);
        }
        steps.expect("A fatal error has ended a step of the loop of 'scope', which goes on with the next: "
                + "java.lang.InternalError: of the machine");
    }

    @Test
    @DisplayName("TSC-6: an exception handler that throws a fatal error as well does not end the loop either")
    void failingHandler(Log log) throws InterruptedException {
        try (TaskScope scope = TaskScope.confined("scope")) {
            scope.loop().setExceptionHandler((reporting, context) -> {
                throw new InternalError("of the handler");
            });
            scope.loop().callSoon(() -> {
                throw new InternalError("of the machine");
            });
            log.awaitMessage("The exception handler of the loop of 'scope' failed");
            begun(scope);
        }
    }

    @Test
    @DisplayName("TSC-7: what swallows its cancellation is named once, and its next wait fails with the closed loop")
    void stubborn(Log log) {
        TaskScope scope = TaskScope.confined("scope");
        scope.setCloseTimeout(Duration.ofMillis(20));
        Task<String> stubborn = scope.createTask("stubborn", () -> {
            while (true) {
                try {
                    await(sleep(LONG));
                } catch (CancellationException again) {
                    steps.add("ignored");
                } catch (IllegalStateException closed) {
                    return closed.getMessage();
                }
            }
        });
        begun(scope);
        assertThat(scope.closeAsync().join()).containsExactly(stubborn);
        assertThat(stubborn.join()).startsWith("Event loop is closed");
        assertThat(log.messages())
                .singleElement()
                .asString()
                .startsWith(
                        "These tasks of TaskScope[closed, name='scope', 1 tasks] would not stop within its limit, and "
                                + "are abandoned: Task[cancelling, name='stubborn'");
    }

    @Test
    @DisplayName("TSC-7: a body that keeps the turn is named by the watchdog; closing gives up, and names what is left")
    void blocking(Log log) throws InterruptedException {
        TaskScope scope = TaskScope.confined("scope");
        scope.loop().setDebug(true);
        scope.setCloseTimeout(Duration.ZERO);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Task<Void> blocking = scope.createTask("blocking", () -> mayEnd.await());
        log.awaitMessage("The event loop is stuck: Task[pending, name='blocking'");
        assertThat(scope.closeAsync().join()).containsExactly(blocking);
        assertThat(log.messages())
                .anyMatch(message ->
                        message.startsWith("The loop of TaskScope[closed, name='scope', 1 tasks] has not ended"
                                + " within its limit, because a step keeps it, and is abandoned with its thread and these tasks: "
                                + "Task[pending, name='blocking'"));
        mayEnd.countDown();
        blocking.handle((value, failure) -> value).join();
        while (!scope.loop().isClosed()) {
            Thread.onSpinWait(); // the thread ends when it has the turn again
        }
    }

    @Test
    void inABodyOfAnotherLoopClosingBlocksNobody() {
        Programs.run(() -> {
            TaskScope scope = TaskScope.confined("scope");
            endless(scope, () -> {});
            Task<Void> closing = Asyncio.createTask(scope::close);
            await(toThread(() -> steps.add("not blocked")));
            await(closing);
            assertThat(scope.loop().isClosed()).isTrue();
        });
    }
}
