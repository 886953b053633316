package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;
import static dev.menai.Asyncio.taskGroupRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.menai.support.Log;
import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TaskGroupTest {
    private static final Duration LONG = Duration.ofHours(1);
    private final Steps steps = new Steps();

    private static <T> T after(int seconds, T value) {
        return await(sleep(Duration.ofSeconds(seconds), value));
    }

    private static void turn() {
        await(sleep(Duration.ZERO));
    }

    private static Coroutine<Integer> failing(int seconds, Exception failure) {
        return () -> {
            await(sleep(Duration.ofSeconds(seconds)));
            throw failure;
        };
    }

    private void sleepRecording(String name) {
        try {
            await(sleep(LONG));
        } catch (CancellationException cancelled) {
            steps.add(name + " cancelled");
            throw cancelled;
        }
    }

    @Test
    @DisplayName("TGR-1: the block ends when every task is done; results stay readable; a return from the body waits")
    void waitsForAll() {
        Programs.run(() -> {
            List<Task<String>> tasks = new ArrayList<>();
            String value = taskGroup(group -> {
                tasks.add(group.createTask(() -> after(2, "slow")));
                tasks.add(group.createTask("quick", () -> after(1, "quick")));
                assertThat(group.tasks()).isEqualTo(new java.util.LinkedHashSet<>(tasks));
                return "body";
            });
            assertThat(value).isEqualTo("body");
            assertThat(tasks).extracting(Task::result).containsExactly("slow", "quick");
            assertThat(EventLoop.running().time()).isEqualTo(Duration.ofSeconds(2));
        });
    }

    @Test
    @DisplayName("TGR-2: a group is opened in a coroutine body only, and the message says what to do elsewhere")
    void needsBody() {
        assertThatThrownBy(() -> taskGroupRun(group -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("taskGroupRun must be called in a coroutine body, but was called in a thread that runs no "
                        + "event loop; call it inside Asyncio.run(...) or a task");
        Programs.run(() -> {
            AtomicReference<Throwable> refused = new AtomicReference<>();
            EventLoop.running().callSoon(() -> refused.set(catchThrowable(() -> taskGroup(group -> 1))));
            turn();
            assertThat(refused.get()).hasMessageContaining("taskGroup must be called in a coroutine body");
        });
    }

    @Test
    @DisplayName("TGR-3: a task is refused when the group is shutting down or finished, and its body never starts; "
            + "while the block waits for its tasks they may create others")
    void refusesTasks() {
        Programs.run(() -> {
            AtomicReference<TaskGroup> kept = new AtomicReference<>();
            taskGroupRun(group -> {
                kept.set(group);
                group.createTask(() -> {
                    after(1, "");
                    return group.createTask(() -> steps.add("late"));
                });
            });
            steps.expect("late");
            assertThatThrownBy(() -> kept.get().createTask(() -> steps.add("never")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("TaskGroup is finished: cannot create a task in it; open another group");

            assertThatThrownBy(() -> taskGroupRun(TaskGroupOptions.named("fetch"), group -> {
                        group.createTask(failing(1, new IOException("lost")));
                        try {
                            await(sleep(LONG));
                        } finally {
                            assertThatThrownBy(() -> group.createTask(() -> steps.add("never")))
                                    .isInstanceOf(IllegalStateException.class)
                                    .hasMessage("TaskGroup 'fetch' is shutting down: cannot create a task in it, "
                                            + "because the body or another task failed or was cancelled");
                        }
                    }))
                    .isInstanceOf(ExceptionGroup.class);
            steps.expect("late");
        });
    }

    @Test
    @DisplayName("TGR-4: finished tasks are released while the group goes on")
    void releasesTasks() {
        Programs.run(() -> taskGroupRun(group -> {
            WeakReference<Object> result = new WeakReference<>(await(group.createTask(Object::new)));
            turn();
            assertThat(group.tasks()).isEmpty();
            while (result.get() != null) {
                System.gc();
            }
        }));
    }

    @Test
    @DisplayName("TGR-5: name and context arrive at the task")
    void nameAndContext() {
        ContextVar<String> user = ContextVar.of("user", "nobody");
        Programs.run(() -> taskGroupRun(group -> {
            Context context = Context.copy();
            context.run(() -> user.set("Ada"));
            Task<String> task = group.createTask(
                    TaskOptions.named("first").context(context),
                    () -> Asyncio.currentTask().name() + " " + user.get());
            assertThat(task.name()).isEqualTo("first");
            assertThat(await(task)).isEqualTo("first Ada");
        }));
    }

    @Test
    @DisplayName("TGR-6: a task that fails cancels the others and the body; the block throws one group when all ended")
    void childFails() {
        Programs.run(() -> {
            IOException lost = new IOException("lost");
            ExceptionGroup failures = catchThrowableOfType(
                    ExceptionGroup.class,
                    () -> taskGroupRun(group -> {
                        group.createTask(() -> sleepRecording("sibling"));
                        group.createTask(failing(1, lost));
                        sleepRecording("body");
                    }));
            assertThat(failures)
                    .hasMessage("unhandled errors in a TaskGroup (1 sub-exception)")
                    .hasSuppressedException(lost);
            assertThat(failures.exceptions()).containsExactly(lost);
            assertThat(steps.taken()).containsExactlyInAnyOrder("sibling cancelled", "body cancelled");
        });
    }

    @Test
    @DisplayName("TGR-7: a task that ends cancelled, by cancel() or by itself, is no failure")
    void childCancelled() {
        Programs.run(() -> {
            String fine = taskGroup(group -> {
                Task<Void> cancelled = group.createTask(() -> sleepRecording("child"));
                Task<Integer> cancelling = group.createTask(() -> {
                    throw new CancellationException("own");
                });
                Task<String> other = group.createTask(() -> after(1, "fine"));
                turn();
                cancelled.cancel();
                String value = await(other);
                assertThat(cancelled.isCancelled()).isTrue();
                assertThat(cancelling.isCancelled()).isTrue();
                return value;
            });
            assertThat(fine).isEqualTo("fine");
        });
        steps.expect("child cancelled");
    }

    @Test
    @DisplayName("TGR-8, TGR-9: failures are in the order in which the tasks ended, those of clean-ups included, the "
            + "body's own failure last")
    void order() {
        Programs.run(() -> {
            ExceptionGroup failures = catchThrowableOfType(
                    ExceptionGroup.class,
                    () -> taskGroupRun(group -> {
                        group.createTask(() -> {
                            try {
                                await(sleep(LONG));
                            } finally {
                                throwing(new IllegalStateException("clean-up"));
                            }
                        });
                        group.createTask(failing(1, new IOException("first")));
                        try {
                            await(sleep(LONG));
                        } finally {
                            after(5, "");
                            throwing(new IOException("body"));
                        }
                    }));
            assertThat(failures.exceptions())
                    .extracting(Throwable::getMessage)
                    .containsExactly("first", "clean-up", "body");
        });
    }

    private static void throwing(Exception failure) throws Exception {
        throw failure;
    }

    @Test
    @DisplayName("TGR-10: a task that ignores its cancellation delays the end; it is not abandoned")
    void stubbornChild() {
        Programs.run(() -> {
            assertThatThrownBy(() -> taskGroupRun(group -> {
                        group.createTask(() -> {
                            try {
                                await(sleep(LONG));
                            } catch (CancellationException ignored) {
                                steps.add(after(10, "ended"));
                            }
                        });
                        group.createTask(failing(1, new IOException("lost")));
                    }))
                    .isInstanceOf(ExceptionGroup.class);
            steps.expect("ended");
            assertThat(EventLoop.running().time()).isEqualTo(Duration.ofSeconds(11));
        });
    }

    @Test
    @DisplayName("TGR-11: the request that interrupts the body is taken back: the count is what it was, nothing leaks")
    void requestTakenBack() {
        Programs.run(() -> {
            Task<?> me = Asyncio.currentTask();
            for (int before = 0; before < 2; before++) {
                assertThat(me.cancelling()).isEqualTo(before);
                catchThrowable(() -> taskGroupRun(group -> {
                    group.createTask(failing(0, new IOException("lost")));
                    try {
                        await(sleep(LONG));
                    } finally {
                        assertThat(me.cancelling()).isPositive();
                    }
                }));
                assertThat(me.cancelling()).isEqualTo(before);
                turn(); // nothing comes after the block
                me.cancel("to be swallowed");
                catchThrowable(TaskGroupTest::turn);
            }
            me.uncancel();
            me.uncancel();
        });
    }

    @Test
    @DisplayName(
            "TGR-11: an interrupt that the body never got to see is withdrawn, even after a swallowed cancellation")
    void undeliveredInterruptWithdrawn() {
        Programs.run(() -> {
            Task<?> me = Asyncio.currentTask();
            me.cancel("to be swallowed");
            assertThat(catchThrowable(TaskGroupTest::turn)).isInstanceOf(CancellationException.class);
            taskGroupRun(TaskGroup::cancel);
            turn();
            assertThat(me.cancelling()).isEqualTo(1);
            me.uncancel();
        });
    }

    @Test
    @DisplayName("TGR-12: when the body swallows that cancellation, the block still throws the group")
    void bodySwallows() {
        Programs.run(() -> assertThatThrownBy(() -> taskGroup(group -> {
                    group.createTask(failing(1, new IOException("lost")));
                    try {
                        await(sleep(LONG));
                    } catch (CancellationException swallowed) {
                        steps.add("swallowed");
                    }
                    return 1;
                }))
                .isInstanceOf(ExceptionGroup.class));
        steps.expect("swallowed");
    }

    @Test
    @DisplayName("TGR-13: a task that is created by another one and fails at once cancels its creator too")
    void creatorCancelled() {
        for (boolean eager : new boolean[] {false, true}) {
            Programs.run(() -> assertThatThrownBy(() -> taskGroupRun(group -> group.createTask(() -> {
                        group.createTask(TaskOptions.defaults().eager(eager), failing(-1, new IOException("lost")));
                        sleepRecording("creator, eager " + eager);
                    })))
                    .isInstanceOf(ExceptionGroup.class));
        }
        steps.expect("creator, eager false cancelled", "creator, eager true cancelled");
    }

    @Test
    @DisplayName("TGR-14: a failure of the body cancels the tasks, waits for them, and is wrapped even when alone")
    void bodyFails() {
        Programs.run(() -> {
            IOException lost = new IOException("lost");
            ExceptionGroup failures = catchThrowableOfType(
                    ExceptionGroup.class,
                    () -> taskGroupRun(group -> {
                        group.createTask(() -> sleepRecording("child"));
                        turn();
                        throw lost;
                    }));
            assertThat(failures.exceptions()).containsExactly(lost);
            steps.expect("child cancelled");
        });
    }

    @Test
    @DisplayName("TGR-15: what the body turns the cancellation into is wrapped")
    void bodyTranslates() {
        Programs.run(() -> {
            ExceptionGroup failures = catchThrowableOfType(
                    ExceptionGroup.class,
                    () -> taskGroupRun(group -> {
                        group.createTask(failing(1, new IOException("lost")));
                        try {
                            await(sleep(LONG));
                        } catch (CancellationException cancelled) {
                            throw new IllegalStateException("translated", cancelled);
                        }
                    }));
            assertThat(failures.exceptions()).extracting(Throwable::getMessage).containsExactly("lost", "translated");
        });
    }

    @Test
    @DisplayName("TGR-16: a cancellation that the body throws itself cancels the tasks and comes out bare")
    void bodyThrowsCancellation() {
        Programs.run(() -> {
            CancellationException own = new CancellationException("own");
            assertThatThrownBy(() -> taskGroupRun(group -> {
                        group.createTask(() -> sleepRecording("child"));
                        turn();
                        throw own;
                    }))
                    .isSameAs(own);
            steps.expect("child cancelled");
        });
    }

    @Test
    @DisplayName("TGR-17: who is cancelled in the body or while he waits for the tasks, cancels them, waits, and ends "
            + "cancelled")
    void parentCancelled() {
        for (boolean inBody : new boolean[] {true, false}) {
            Steps own = new Steps();
            Programs.run(() -> {
                Task<Void> parent = Asyncio.createTask(
                        "parent",
                        () -> taskGroupRun(group -> {
                            group.createTask(() -> {
                                try {
                                    await(sleep(LONG));
                                } finally {
                                    own.add(after(3, "cleaned up"));
                                }
                            });
                            if (inBody) {
                                await(sleep(LONG));
                            }
                        }));
                turn();
                turn();
                parent.cancel("enough");
                assertThatThrownBy(() -> await(parent))
                        .isInstanceOf(CancellationException.class)
                        .hasMessage("task 'parent' was cancelled: enough");
                assertThat(parent.cancelling()).isEqualTo(1);
                own.expect("cleaned up");
            });
        }
    }

    @Test
    @DisplayName("TGR-18: who is cancelled while tasks fail in their clean-up ends cancelled, with the failures "
            + "suppressed as a group; the request counts on and nothing is re-armed")
    void cancelledAndFailed() {
        for (boolean inBody : new boolean[] {true, false}) {
            Programs.run(() -> {
                Task<Integer> parent = Asyncio.createTask(() -> {
                    CancellationException cancellation = catchThrowableOfType(
                            CancellationException.class,
                            () -> taskGroupRun(group -> {
                                group.createTask(() -> {
                                    try {
                                        await(sleep(LONG));
                                    } finally {
                                        throwing(new IOException("clean-up"));
                                    }
                                });
                                if (inBody) {
                                    await(sleep(LONG));
                                }
                            }));
                    assertThat(cancellation.getSuppressed()).hasSize(1);
                    assertThat(((ExceptionGroup) cancellation.getSuppressed()[0]).exceptions())
                            .extracting(Throwable::getMessage)
                            .containsExactly("clean-up");
                    assertThat(Asyncio.currentTask().cancelling()).isEqualTo(1);
                    turn();
                    return 1;
                });
                turn();
                turn();
                parent.cancel();
                assertThat(await(parent)).isEqualTo(1);
            });
        }
    }

    @Test
    @DisplayName("TGR-19: a cancellation that comes while the group is shutting down is not lost")
    void cancelledWhileShuttingDown() {
        Programs.run(() -> {
            Task<Void> parent = Asyncio.createTask(() -> taskGroupRun(group -> {
                group.createTask(() -> {
                    try {
                        await(sleep(LONG));
                    } finally {
                        after(5, "");
                    }
                });
                group.createTask(failing(1, new IOException("lost")));
            }));
            after(2, "");
            parent.cancel("from outside");
            Throwable cancellation = catchThrowable(() -> await(parent));
            assertThat(cancellation).isInstanceOf(CancellationException.class).hasMessageContaining("from outside");
            assertThat(cancellation.getSuppressed()).hasSize(1);
            assertThat(EventLoop.running().time()).isEqualTo(Duration.ofSeconds(6));
        });
    }

    @Test
    @DisplayName("TGR-19: so is one that comes together with a group's own cancel()")
    void cancelledWithOwnCancel() {
        Programs.run(() -> {
            Task<Void> parent = Asyncio.createTask(() -> taskGroupRun(group -> {
                EventLoop.running().callSoon(group::cancel);
                EventLoop.running().callSoon(((AsyncFuture<?>) Asyncio.currentTask())::cancel);
                await(sleep(LONG));
            }));
            assertThatThrownBy(() -> await(parent)).isInstanceOf(CancellationException.class);
        });
    }

    @Test
    @DisplayName(
            "TGR-20: a failing task of an outer group cancels the inner one, which vanishes; a failing inner group "
                    + "arrives as a member of the outer one")
    void nested() {
        Programs.run(() -> {
            ExceptionGroup outerFails = catchThrowableOfType(
                    ExceptionGroup.class,
                    () -> taskGroupRun(outer -> {
                        outer.createTask(failing(1, new IOException("outer")));
                        taskGroupRun(inner -> inner.createTask(() -> sleepRecording("inner")));
                    }));
            assertThat(outerFails.exceptions())
                    .extracting(Throwable::getMessage)
                    .containsExactly("outer");
            steps.expect("inner cancelled");

            ExceptionGroup innerFails = catchThrowableOfType(
                    ExceptionGroup.class,
                    () -> taskGroupRun(outer -> taskGroupRun(
                            TaskGroupOptions.named("inner"),
                            inner -> inner.createTask(failing(1, new IOException("lost"))))));
            assertThat(innerFails.exceptions()).hasSize(1);
            assertThat(innerFails.exceptions().get(0))
                    .isInstanceOf(ExceptionGroup.class)
                    .hasMessage("unhandled errors in TaskGroup 'inner' (1 sub-exception)");
        });
    }

    @Test
    @DisplayName("TGR-21: when both groups fail at once, the cancellation of the outer one comes out of the inner one "
            + "and brings its failures, which the outer group makes its members")
    void nestedBothFail() {
        Programs.run(() -> {
            Task<?> me = Asyncio.currentTask();
            ExceptionGroup failures = catchThrowableOfType(
                    ExceptionGroup.class,
                    () -> taskGroupRun(outer -> {
                        outer.createTask(failing(1, new IOException("outer")));
                        try {
                            taskGroupRun(inner -> inner.createTask(failing(1, new IOException("inner"))));
                        } catch (CancellationException cancelled) {
                            assertThat(me.cancelling()).isEqualTo(1);
                            throw cancelled;
                        }
                    }));
            assertThat(me.cancelling()).isZero();
            assertThat(failures.tree())
                    .isEqualTo(
                            """
                            ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)
                            |- java.io.IOException: outer
                            `- ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)
                               `- java.io.IOException: inner
                            """);
        });
    }

    private static final class Fatal extends VirtualMachineError {
        private static final long serialVersionUID = 1L;
    }

    @Test
    @DisplayName("TGR-22: a fatal error of the body comes out bare, after every task was cancelled and waited for")
    void fatalBody() {
        assertThatThrownBy(() -> Programs.run(() -> {
                    Fatal fatal = new Fatal();
                    assertThatThrownBy(() -> taskGroupRun(group -> {
                                group.createTask(() -> sleepRecording("child"));
                                turn();
                                throw fatal;
                            }))
                            .isSameAs(fatal);
                    steps.expect("child cancelled");
                    throw fatal;
                }))
                .isInstanceOf(Fatal.class);
    }

    @Test
    @DisplayName("TGR-22: a fatal error of a task ends the run; the shutdown cancels the others and waits for them")
    void fatalChild(Log log) {
        assertThatThrownBy(() -> Programs.run(() -> taskGroupRun(group -> {
                    group.createTask(() -> sleepRecording("sibling"));
                    group.createTask(() -> {
                        turn();
                        throw new Fatal();
                    });
                })))
                .isInstanceOf(Fatal.class);
        steps.expect("sibling cancelled");
        assertThat(log.messages()).singleElement().asString().contains("shutdown");
    }

    @Test
    @DisplayName("TGR-23: any other Error aborts the group like an exception and is a member of it")
    void otherErrors() {
        Programs.run(() -> {
            ExceptionGroup failures = catchThrowableOfType(
                    ExceptionGroup.class,
                    () -> taskGroupRun(group -> {
                        group.createTask(() -> {
                            throw new StackWalkerError();
                        });
                        sleepRecording("body");
                    }));
            assertThat(failures.exceptions().get(0)).isInstanceOf(StackWalkerError.class);
            steps.expect("body cancelled");
        });
    }

    private static final class StackWalkerError extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    @DisplayName("TGR-24: cancel() cancels tasks and body; the block ends without an exception, the count restored")
    void cancelGroup() {
        Programs.run(() -> {
            taskGroupRun(group -> {
                group.createTask(() -> sleepRecording("child"));
                turn();
                group.cancel();
                assertThat(group).hasToString("TaskGroup[cancelling, 1 tasks]");
                sleepRecording("body");
            });
            assertThat(Asyncio.currentTask().cancelling()).isZero();
            turn();
            assertThat(steps.taken()).containsExactlyInAnyOrder("child cancelled", "body cancelled");
        });
    }

    @Test
    @DisplayName("TGR-24: a block with a value that is cancelled before it has one says so; one that has it returns it")
    void cancelGroupWithValue() {
        Programs.run(() -> {
            assertThatThrownBy(() -> taskGroup(group -> {
                        group.cancel();
                        return after(1, "never");
                    }))
                    .isInstanceOf(InvalidStateException.class)
                    .hasMessage("TaskGroup[finished, 0 tasks] must have a value, but was cancelled by cancel() before "
                            + "its body returned one; use taskGroupRun, or return a value before");
            String value = taskGroup(group -> {
                group.createTask(() -> sleepRecording("child"));
                turn();
                group.cancel();
                return "value";
            });
            assertThat(value).isEqualTo("value");
        });
    }

    @Test
    @DisplayName("TGR-25: cancel() twice is as good as once, and after the end it has no effect")
    void cancelTwice() {
        Programs.run(() -> {
            AtomicReference<TaskGroup> kept = new AtomicReference<>();
            taskGroupRun(group -> {
                kept.set(group);
                group.cancel();
                group.cancel();
            });
            kept.get().cancel();
            turn();
            assertThat(kept.get()).hasToString("TaskGroup[finished, 0 tasks]");
        });
    }

    @Test
    @DisplayName("TGR-26: failures of body and tasks, before or after cancel(), come out as a group")
    void cancelAndFail() {
        Programs.run(() -> {
            ExceptionGroup failures = catchThrowableOfType(
                    ExceptionGroup.class,
                    () -> taskGroupRun(group -> {
                        group.createTask(() -> {
                            try {
                                await(sleep(LONG));
                            } finally {
                                throwing(new IOException("child"));
                            }
                        });
                        turn();
                        group.cancel();
                        throw new IOException("body");
                    }));
            assertThat(failures.exceptions()).extracting(Throwable::getMessage).containsExactly("child", "body");
            assertThatThrownBy(() -> taskGroupRun(group -> {
                        group.createTask(failing(0, new IOException("before")));
                        turn();
                        turn();
                        group.cancel();
                    }))
                    .isInstanceOf(ExceptionGroup.class);
        });
    }

    @Test
    @DisplayName("TGR-27: a race: the winner calls cancel() when it has stored its result")
    void raceByHand() {
        Programs.run(() -> {
            AtomicReference<String> winner = new AtomicReference<>();
            taskGroupRun(group -> {
                for (int seconds = 3; seconds > 0; seconds--) {
                    String name = "after " + seconds;
                    int time = seconds;
                    group.createTask(() -> {
                        winner.set(after(time, name));
                        group.cancel();
                    });
                }
            });
            assertThat(winner).hasValue("after 1");
        });
    }

    @Test
    @DisplayName("TGR-28: after cancel() a task is refused, with a message")
    void refusedAfterCancel() {
        Programs.run(() -> taskGroupRun(TaskGroupOptions.named("fetch"), group -> {
            group.cancel();
            assertThatThrownBy(() -> group.createTask(() -> steps.add("never")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("TaskGroup 'fetch' was cancelled: cannot create a task in it; create its tasks before "
                            + "cancel() is called");
        }));
        steps.expect();
    }

    @Test
    @DisplayName("TGR-29: an eager task that cancels the group in its first step is cancelled itself")
    void eagerCanceller() {
        Programs.run(() -> taskGroupRun(group -> {
            Task<Void> task = group.createTask(TaskOptions.defaults().eager(true), () -> {
                group.cancel();
                sleepRecording("eager");
            });
            sleepRecording("body");
        }));
        assertThat(steps.taken()).containsExactlyInAnyOrder("eager cancelled", "body cancelled");
    }

    @Test
    @DisplayName("a group with a limit of time fails with a timeout that tells it, with clean-up failures suppressed")
    void groupWithin() {
        Programs.run(() -> {
            TimeoutException late = catchThrowableOfType(
                    TimeoutException.class,
                    () -> taskGroupRun(
                            TaskGroupOptions.within(Duration.ofSeconds(2)).name("fetch"), group -> {
                                group.createTask(() -> sleepRecording("child"));
                                group.createTask(() -> {
                                    try {
                                        await(sleep(LONG));
                                    } finally {
                                        throwing(new IOException("clean-up"));
                                    }
                                });
                            }));
            assertThat(late.duration()).isEqualTo(Duration.ofSeconds(2));
            assertThat(late.getSuppressed()).singleElement().isInstanceOf(ExceptionGroup.class);
            int value = taskGroup(TaskGroupOptions.within(LONG), group -> 1);
            assertThat(value).isEqualTo(1);
        });
    }

    @Test
    @DisplayName("a task that cannot be created leaves its place in the group")
    void placeGivenUp() {
        Programs.run(() -> taskGroupRun(group -> {
            assertThatThrownBy(() -> group.createTask((Coroutine<Integer>) null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("body must not be null");
            assertThat(group.tasks()).isEmpty();
        }));
    }
}
