package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Log;
import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TaskScopeTest {
    private static final Duration LONG = Duration.ofHours(1);
    private final Steps steps = new Steps();

    @Test
    @DisplayName("TSC-1: closing cancels the tasks and waits for them; there are no further ones")
    void closingCancelsTheTasksAndWaitsForThem() throws Exception {
        CountDownLatch isRunning = new CountDownLatch(1);
        TaskScope scope = TaskScope.parallel("prices");
        Task<Void> task = scope.createTask("watch", () -> {
            isRunning.countDown();
            try {
                await(sleep(LONG));
            } finally {
                await(sleep(Duration.ofMillis(2)));
                steps.add("cleaned up");
            }
        });
        isRunning.await();
        assertThat(scope.tasks()).containsExactly(task);
        assertThat(scope).hasToString("TaskScope[open, name='prices', 1 tasks]");
        scope.close();
        steps.expect("cleaned up");
        assertThatThrownBy(task::join)
                .isInstanceOf(CancellationException.class)
                .hasMessage("task 'watch' was cancelled: its scope 'prices' is closed");
        scope.close();
        assertThatThrownBy(() -> scope.createTask(() -> 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "TaskScope[closed, name='prices', 0 tasks]: cannot create a task in it; open another scope");
    }

    @Test
    @DisplayName("TSC-1: a failure of one task does not touch the others")
    void aFailureOfOneTaskDoesNotTouchTheOthers() {
        Programs.run(() -> {
            try (TaskScope scope = TaskScope.open("scope", EventLoop.running())) {
                Task<Integer> failing = scope.createTask(() -> {
                    throw new IOException("lost");
                });
                Task<Integer> other = scope.createTask(() -> await(sleep(Duration.ofSeconds(1), 1)));
                assertThat(await(other)).isEqualTo(1);
                assertThat(failing.exception()).hasMessage("lost");
                assertThat(scope.tasks()).isEmpty();
            }
        });
    }

    @Test
    void aTaskThatIsDoneIsNoTaskOfTheScopeAnyMore() {
        Programs.run(() -> {
            try (TaskScope scope = TaskScope.open("scope", EventLoop.running())) {
                Task<Integer> task = scope.createTask(() -> 1);
                task.thenRun(() -> steps.add(scope.tasks().size() + " of " + scope)); // runs inside the completion
                await(task);
                steps.expect("0 of TaskScope[open, name='scope', 0 tasks]");
            }
        });
    }

    @Test
    @DisplayName("TSC-1: what would not stop is named")
    void whatWouldNotStopIsNamed(Log log) {
        Programs.run(() -> {
            AsyncFuture<Integer> release = EventLoop.running().createFuture();
            TaskScope scope = TaskScope.open("scope", EventLoop.running());
            scope.setCloseTimeout(Duration.ofSeconds(5));
            Task<Void> stubborn = scope.createTask("stubborn", () -> {
                while (!release.isDone()) {
                    catchThrowable(() -> await(Asyncio.shield(release)));
                }
            });
            await(sleep(Duration.ZERO));
            Set<Task<?>> left = await(scope.closeAsync());
            assertThat(left).containsExactly(stubborn);
            assertThat(EventLoop.running().time()).isEqualTo(Duration.ofSeconds(5));
            release.setResult(1);
            await(stubborn);
        });
        assertThat(log.messages())
                .singleElement()
                .asString()
                .startsWith("These tasks of TaskScope[closed, name='scope', 1 tasks] would not stop within its limit, "
                        + "and are abandoned: Task[cancelling, name='stubborn'");
    }

    @Test
    void tasksThatAreCreatedWhileItClosesAreRefusedOrCancelledToo() {
        Programs.run(() -> {
            TaskScope scope = TaskScope.open("scope", EventLoop.running());
            scope.createTask(() -> {
                try {
                    await(sleep(LONG));
                } finally {
                    steps.add(catchThrowable(() -> scope.createTask(() -> 1)).getClass());
                }
            });
            await(sleep(Duration.ZERO));
            scope.close();
            steps.expect(IllegalStateException.class);
        });
    }

    @Test
    @DisplayName("TSC-1: a task of the scope may close it")
    void aTaskOfTheScopeMayCloseIt() {
        Programs.run(() -> {
            TaskScope scope = TaskScope.open("scope", EventLoop.running());
            Task<?> other = scope.createTask(() -> await(sleep(LONG)));
            Task<?> closer = scope.createTask(() -> {
                scope.close();
                steps.add("closed");
            });
            await(closer);
            steps.expect("closed");
            assertThat(other.isCancelled()).isTrue();
        });
    }

    @Test
    void inACallbackClosingIsRefusedRatherThanBlocking() {
        Programs.run(() -> {
            TaskScope scope = TaskScope.open("scope", EventLoop.running());
            AtomicReference<Throwable> refused = new AtomicReference<>();
            scope.createTask(() -> await(sleep(LONG)));
            EventLoop.running().callSoon(() -> refused.set(catchThrowable(scope::close)));
            await(sleep(Duration.ZERO));
            assertThat(refused.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("must not block");
            await(scope.closeAsync());
        });
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> TaskScope.parallel(null)).hasMessage("name must not be null");
        assertThatThrownBy(() -> TaskScope.confined(null)).hasMessage("name must not be null");
        assertThatThrownBy(() -> TaskScope.open("scope", null)).hasMessage("loop must not be null");
        TaskScope scope = TaskScope.parallel("scope");
        assertThatThrownBy(() -> scope.setCloseTimeout(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout must not be negative, but was PT-1S");
        scope.close();
    }

    @Test
    void aBodyThatIsCancelledWhileItClosesWaitsAllTheSame() {
        Programs.run(() -> {
            TaskScope scope = TaskScope.open("scope", EventLoop.running());
            scope.createTask(() -> {
                try {
                    await(sleep(LONG));
                } finally {
                    await(sleep(Duration.ofSeconds(3)));
                    steps.add("cleaned up");
                }
            });
            Task<Void> closing = Asyncio.createTask(scope::close);
            await(sleep(Duration.ofSeconds(1)));
            closing.cancel();
            assertThat(catchThrowable(() -> await(closing))).isInstanceOf(CancellationException.class);
            steps.expect("cleaned up");
        });
    }

    @Test
    void oneWhoLosesPatienceDoesNotSpoilTheClosing() {
        Programs.run(() -> {
            TaskScope scope = TaskScope.open("scope", EventLoop.running());
            Task<Void> slow = scope.createTask(() -> {
                try {
                    await(sleep(LONG));
                } finally {
                    await(sleep(Duration.ofSeconds(3)));
                }
            });
            await(sleep(Duration.ZERO));
            assertThatThrownBy(() -> await(Asyncio.waitFor(scope.closeAsync(), Duration.ofSeconds(1))))
                    .isInstanceOf(TimeoutException.class);
            scope.close();
            assertThat(slow).isDone();
        });
    }

    @Test
    void aScopeOfAClosedLoopIsClosedAtOnceAndOneOfALoopThatDoesNotRunSaysSo() {
        EventLoop closed = EventLoop.create();
        TaskScope late = TaskScope.open("late", closed);
        closed.close();
        late.close();
        late.close();

        EventLoop idle = EventLoop.create();
        TaskScope waiting = TaskScope.open("waiting", idle);
        waiting.setCloseTimeout(Duration.ZERO);
        assertThatThrownBy(waiting::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "TaskScope[closed, name='waiting', 0 tasks] must be closed while its loop runs, but the loop "
                                + "does not; run it, or close the scope in a body");
        idle.close();
    }

    @Test
    @DisplayName("TSC-1: without any time its tasks are cancelled all the same; on a loop of eager tasks as well")
    void closingWithoutTime(Log log) {
        Programs.run(() -> {
            EventLoop.running().setTaskFactory(TaskFactory.eager());
            TaskScope scope = TaskScope.open("scope", EventLoop.running());
            scope.setCloseTimeout(Duration.ZERO);
            AsyncFuture<Void> mayEnd = EventLoop.running().createFuture();
            Task<Void> quick = scope.createTask(() -> await(sleep(Duration.ofSeconds(1))));
            Task<Void> slow = scope.createTask(() -> {
                try {
                    await(sleep(Duration.ofSeconds(1)));
                } finally {
                    await(mayEnd);
                }
            });
            assertThat(await(scope.closeAsync())).containsExactly(slow);
            assertThat(quick.isCancelled()).isTrue();
            mayEnd.complete(null);
            assertThatThrownBy(() -> await(slow)).isInstanceOf(CancellationException.class);
        });
        assertThat(log.messages()).singleElement().asString().contains("would not stop");
    }
}
