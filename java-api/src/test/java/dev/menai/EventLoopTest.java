package dev.menai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.function.ThrowingSupplier;
import dev.menai.support.Log;
import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventLoopTest {
    private final EventLoop loop = EventLoop.virtualTime();
    private final Steps steps = new Steps();

    @AfterEach
    void close() {
        loop.close();
    }

    private void runOnce() {
        loop.stop();
        loop.runForever();
    }

    @Test
    @DisplayName("LOOP-1: an iteration runs what was ready when it began, and nothing that is scheduled meanwhile")
    void oneIteration() {
        loop.callSoon(() -> {
            steps.add("a");
            loop.callSoon(() -> steps.add("next"));
        });
        loop.callSoon(() -> steps.add("b"));
        runOnce();
        steps.expect("a", "b");
        runOnce();
        steps.expect("a", "b", "next");
    }

    @Test
    @DisplayName("LOOP-2: callSoon is first in, first out, steps of tasks included")
    void fifo() {
        loop.runUntilComplete(() -> {
            loop.callSoon(() -> steps.add(1));
            Asyncio.createTask(() -> steps.add(2));
            loop.callSoonThreadsafe(() -> steps.add(3));
            Asyncio.createTask(() -> steps.add(4));
            Asyncio.await(Asyncio.sleep(Duration.ZERO));
        });
        steps.expect(1, 2, 3, 4);
    }

    @Test
    @DisplayName("LOOP-3: timers that are due run behind what is ready, in the order of their deadlines")
    void dueTimersGoLast() {
        loop.callLater(Duration.ZERO, () -> steps.add("later"));
        loop.callSoon(() -> steps.add("soon 1"));
        loop.callSoon(() -> steps.add("soon 2"));
        runOnce();
        steps.expect("soon 1", "soon 2", "later");
    }

    @Test
    @DisplayName("LOOP-4: deadlines in the past run in their order")
    void negativeDelays() {
        loop.callLater(Duration.ofSeconds(-1), () -> steps.add("a"));
        loop.callLater(Duration.ofSeconds(-2), () -> steps.add("b"));
        runOnce();
        steps.expect("b", "a");
    }

    @Test
    @DisplayName("LOOP-5: timers of the same deadline run in the order in which they were set")
    void equalDeadlines() {
        for (int number = 0; number < 8; number++) {
            int mine = number;
            loop.callAt(Duration.ofSeconds(1), () -> steps.add(mine));
        }
        loop.callAt(Duration.ofSeconds(1), loop::stop);
        loop.runForever();
        steps.expect(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    @DisplayName("LOOP-6: a timer never fires before its deadline")
    void neverEarly() {
        EventLoop real = EventLoop.create();
        try {
            for (int exponent = 2; exponent <= 10; exponent += 2) {
                Duration delay = Duration.ofNanos((long) Math.pow(10, 9 - exponent));
                Duration due = real.time().plus(delay);
                real.runUntilComplete(() -> Asyncio.await(Asyncio.sleep(delay)));
                assertThat(real.time()).isGreaterThanOrEqualTo(due);
            }
        } finally {
            real.close();
        }
    }

    @Test
    @DisplayName("LOOP-7: a null delay or deadline is refused at the call")
    void nullTimes() {
        assertThatThrownBy(() -> loop.callLater(null, () -> {}))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("delay must not be null");
        assertThatThrownBy(() -> loop.callAt(null, () -> {}))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("when must not be null");
    }

    @Test
    @DisplayName("LOOP-8: a cancelled handle never runs, even when an earlier callback of the iteration cancels it")
    void cancelledHandle() {
        List<Handle> handles = new ArrayList<>();
        loop.callSoon(() -> handles.forEach(Handle::cancel));
        handles.add(loop.callSoon(() -> steps.add("cancelled")));
        handles.add(loop.callLater(Duration.ZERO, () -> steps.add("cancelled too")));
        runOnce();
        runOnce();
        steps.expect();
        handles.forEach(Handle::cancel);
        assertThat(handles).allMatch(Handle::isCancelled);
    }

    @Test
    @DisplayName("LOOP-10: a failing callback is reported and neither stops the loop nor skips others")
    void failingCallback() {
        List<ExceptionContext> reports = new ArrayList<>();
        loop.setExceptionHandler((on, context) -> reports.add(context));
        ArithmeticException failure = new ArithmeticException("no");
        Handle handle = loop.callSoon(() -> {
            throw failure;
        });
        loop.callSoon(() -> steps.add("next"));
        runOnce();
        steps.expect("next");
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0).message()).startsWith("Exception in callback");
        assertThat(reports.get(0).exception()).isSameAs(failure);
        assertThat(reports.get(0).handle()).isSameAs(handle);
    }

    @Test
    @DisplayName("LOOP-11: a fatal error leaves the run at once; the loop stays usable and keeps what was queued")
    void fatalError() {
        InternalError fatal = new InternalError("virtual machine");
        loop.callSoon(() -> {
            throw fatal;
        });
        loop.callSoon(() -> steps.add("kept"));
        assertThatThrownBy(loop::runForever).isSameAs(fatal);
        steps.expect();
        loop.runUntilComplete(() -> steps.add("usable"));
        steps.expect("kept", "usable");
    }

    @Test
    @DisplayName("LOOP-11: a fatal error in a body leaves no stray stop behind")
    void fatalErrorInBody() {
        InternalError fatal = new InternalError("virtual machine");
        assertThatThrownBy(() -> loop.runUntilComplete((Coroutine<Integer>) () -> {
                    throw fatal;
                }))
                .isSameAs(fatal);
        assertThat(loop.<Integer>runUntilComplete(() -> {
                    Asyncio.await(Asyncio.sleep(Duration.ofSeconds(1)));
                    return 7;
                }))
                .isEqualTo(7);
    }

    @Test
    @DisplayName("LOOP-12: stop lets the iteration finish and keeps what it scheduled for the next run")
    void stop() {
        loop.callSoon(() -> {
            loop.stop();
            loop.callSoon(() -> steps.add("nested"));
        });
        loop.callSoon(() -> steps.add("b"));
        loop.runForever();
        steps.expect("b");
        runOnce();
        steps.expect("b", "nested");
    }

    @Test
    @DisplayName("LOOP-13: stop before the run gives one iteration that does not wait")
    void stopBeforeRun() {
        loop.callSoon(() -> {
            steps.add("ready");
            loop.callSoon(() -> steps.add("not yet"));
        });
        loop.stop();
        loop.runForever();
        steps.expect("ready");
        loop.stop();
        loop.runForever();
        steps.expect("ready", "not yet");
    }

    @Test
    @DisplayName("LOOP-14: a run that is stopped early says so and leaves the task pending and resumable")
    void stoppedEarly() {
        Task<String> task = loop.createTask(() -> {
            loop.stop();
            Asyncio.await(Asyncio.sleep(Duration.ofSeconds(1)));
            return "value";
        });
        assertThatThrownBy(() -> loop.runUntilComplete(task))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Event loop stopped before Future completed");
        assertThat(task).isNotDone();
        assertThat(loop.runUntilComplete(task)).isEqualTo("value");
    }

    @Test
    @DisplayName("LOOP-15: a callback queued by the last step of the main task still runs")
    void callbacksOfTheLastStep() {
        loop.runUntilComplete(() -> loop.callSoon(() -> steps.add("ran")));
        steps.expect("ran");
    }

    @Test
    @DisplayName("LOOP-16: a loop cannot run inside a running loop, in bodies or callbacks; in toThread it can")
    void nesting() {
        EventLoop other = EventLoop.create();
        try {
            loop.runUntilComplete(() -> {
                assertThatThrownBy(other::runForever)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("cannot run another one inside it")
                        .hasMessageContaining("toThread");
                assertThatThrownBy(() -> loop.runUntilComplete(new CompletableFuture<>()))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("running already");
                assertThatThrownBy(() -> Asyncio.run(() -> 1)).isInstanceOf(IllegalStateException.class);
                Asyncio.await(Asyncio.toThread(() -> steps.add("value " + Asyncio.run(() -> 1))));
            });
            loop.callSoon(
                    () -> assertThatThrownBy(() -> Asyncio.run(() -> 1)).isInstanceOf(IllegalStateException.class));
            runOnce();
        } finally {
            other.close();
        }
        steps.expect("value 1");
    }

    @Test
    @DisplayName("LOOP-17: a future of another loop is accepted")
    void futureOfAnotherLoop() {
        CompletableFuture<String> elsewhere = EventLoop.shared().submit(() -> "from there");
        assertThat(loop.runUntilComplete(elsewhere)).isEqualTo("from there");
    }

    @Test
    @DisplayName("LOOP-18: close is refused while running, idempotent afterwards, and drops callbacks and timers")
    void closing() {
        loop.callSoon(() -> assertThatThrownBy(loop::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Event loop is running: cannot close it; stop it first"));
        runOnce();
        loop.callSoon(() -> steps.add("dropped"));
        loop.callLater(Duration.ZERO, () -> steps.add("dropped too"));
        loop.close();
        loop.close();
        assertThat(loop.isClosed()).isTrue();
        steps.expect();
    }

    @Test
    @DisplayName("LOOP-19: a closed loop refuses everything but createFuture and time")
    void useAfterClose() {
        loop.close();
        List<Runnable> refused = List.of(
                loop::runForever,
                () -> loop.runUntilComplete(() -> 1),
                () -> loop.callSoon(() -> {}),
                () -> loop.callSoonThreadsafe(() -> {}),
                () -> loop.callLater(Duration.ZERO, () -> {}),
                () -> loop.callAt(Duration.ZERO, () -> {}),
                () -> loop.createTask(() -> 1),
                () -> loop.submit(() -> 1),
                () -> loop.runInExecutor(() -> 1));
        for (Runnable action : refused) {
            assertThatThrownBy(action::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Event loop is closed: cannot ")
                    .hasMessageContaining("create a new loop");
        }
        assertThat(loop.createFuture()).isNotDone();
        assertThat(loop.time()).isNotNull();
    }

    @Test
    @DisplayName("LOOP-20: the body of a refused task never starts")
    void refusedBody() {
        loop.close();
        assertThatThrownBy(() -> loop.createTask(() -> steps.add("started"))).isInstanceOf(IllegalStateException.class);
        assertThat(loop.allTasks()).isEmpty();
        steps.expect();
    }

    @Test
    @DisplayName("LOOP-21: the exception handler runs in the context of the callback or task that failed")
    void contextOfHandler() {
        ContextVar<String> request = ContextVar.of("request", "none");
        loop.setExceptionHandler((on, context) -> steps.add(request.get()));
        loop.callSoon(() -> {
            request.set("callback");
            throw new IllegalArgumentException();
        });
        Task<?> task = loop.createTask(() -> {
            request.set("task");
            throw new IllegalArgumentException();
        });
        runOnce();
        assertThat(task.isCompletedExceptionally()).isTrue();
        loop.close();
        steps.expect("callback", "task");
    }

    @Test
    @DisplayName("LOOP-22: a failing exception handler is itself reported, with the original report")
    void failingHandler(Log log) {
        loop.setExceptionHandler((on, context) -> {
            throw new IllegalStateException("handler");
        });
        loop.callSoon(() -> {
            throw new ArithmeticException("callback");
        });
        loop.callSoon(() -> steps.add("next"));
        runOnce();
        steps.expect("next");
        assertThat(log.messages()).hasSize(1);
        assertThat(log.messages().get(0))
                .contains("Unhandled error in exception handler")
                .contains("ArithmeticException: callback");
        assertThat(log.records().get(0).getThrown()).hasMessage("handler");
    }

    @Test
    @DisplayName("LOOP-23: callSoonThreadsafe wakes a loop that waits, from any thread")
    void wakeUp() throws InterruptedException {
        EventLoop real = EventLoop.create();
        CountDownLatch isWaiting = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            try {
                isWaiting.await();
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
            real.callSoonThreadsafe(() -> steps.add("a"));
            real.callSoonThreadsafe(() -> steps.add("b"));
            real.callSoonThreadsafe(real::stop);
        });
        caller.start();
        real.callSoon(isWaiting::countDown);
        real.runForever();
        caller.join();
        real.close();
        steps.expect("a", "b");
    }

    @Test
    @DisplayName("LOOP-24: cancelling a handle that has started has no effect and does not block")
    void cancelStartedHandle() {
        List<Handle> handle = new ArrayList<>();
        handle.add(loop.callSoon(() -> {
            handle.get(0).cancel();
            steps.add("ran");
        }));
        runOnce();
        steps.expect("ran");
        assertThat(handle.get(0).isCancelled()).isFalse();
    }

    @Test
    @DisplayName("LOOP-24: a handle cancelled on another thread before it starts never runs")
    void cancelFromAnotherThread() throws InterruptedException {
        Handle handle = loop.callSoonThreadsafe(() -> steps.add("ran"));
        Thread canceller = new Thread(handle::cancel);
        canceller.start();
        canceller.join();
        runOnce();
        steps.expect();
    }

    @Test
    @DisplayName("LOOP-25: the running loop is known in callbacks and bodies, on their thread, and only there")
    void runningLoop() {
        assertThatThrownBy(EventLoop::running)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no loop is running on this thread");
        loop.callSoon(() -> steps.add(EventLoop.running() == loop));
        loop.runUntilComplete(() -> {
            steps.add(EventLoop.running() == loop);
            Asyncio.await(Asyncio.toThread(() -> assertThatThrownBy(EventLoop::running)));
        });
        steps.expect(true, true);
        assertThatThrownBy(EventLoop::running).isInstanceOf(IllegalStateException.class);
    }

    private static final class MarkedTask<T> extends Task<T> {
        MarkedTask(EventLoop loop, ThrowingSupplier<? extends T, ?> body, TaskOptions options) {
            super(loop, body, options);
        }
    }

    @Test
    @DisplayName("LOOP-26: a task factory makes the tasks of every way to create one, and gets name and context")
    void taskFactory() {
        List<TaskOptions> seen = new ArrayList<>();
        loop.setTaskFactory((on, body, options) -> {
            seen.add(options);
            return new MarkedTask<>(on, body, options);
        });
        assertThat(loop.taskFactory()).isNotNull();
        Context context = Context.empty();
        loop.runUntilComplete(() -> {
            steps.add(Asyncio.currentTask() instanceof MarkedTask);
            Task<?> named = Asyncio.createTask(TaskOptions.named("x").withContext(context), () -> 1);
            steps.add(named instanceof MarkedTask && named.name().equals("x") && named.context() == context);
            Asyncio.await(Asyncio.gather(() -> {
                steps.add(Asyncio.currentTask() instanceof MarkedTask);
                return 1;
            }));
        });
        steps.expect(true, true, true);
        assertThat(seen).hasSize(3);
        assertThat(seen.get(1).name()).isEqualTo("x");
        loop.setTaskFactory(null);
        assertThat(loop.createTask(() -> 1)).isNotInstanceOf(MarkedTask.class);
    }

    /** Two tasks that read, wait and write what they read plus one, four times each; returns what is written at the end. */
    private static int lostUpdates(long seed) {
        int[] shared = {0};
        try (Runner runner = new Runner(RunnerOptions.onLoop(() -> EventLoop.shuffled(seed)))) {
            runner.run(() -> Asyncio.taskGroup(group -> {
                for (int task = 0; task < 2; task++) {
                    group.createTask(() -> {
                        for (int round = 0; round < 4; round++) {
                            int read = shared[0];
                            Programs.turn();
                            shared[0] = read + 1;
                        }
                        return null;
                    });
                }
            }));
        }
        return shared[0];
    }

    @Test
    @DisplayName(
            "LOOP-31: over the seeds a shuffled loop shows every outcome of a lost update, the same for the same seed")
    void shuffled() {
        java.util.Set<Integer> outcomes = new java.util.TreeSet<>();
        for (long seed = 0; seed < 20_000 && outcomes.size() < 5; seed++) {
            outcomes.add(lostUpdates(seed));
        }
        assertThat(outcomes).containsExactly(4, 5, 6, 7, 8);
        assertThat(lostUpdates(11)).isEqualTo(lostUpdates(11));
    }
}
