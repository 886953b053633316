package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;
import static dev.menai.support.Programs.after;
import static dev.menai.support.Programs.turn;
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

    private static final class Fatal extends VirtualMachineError {
        private static final long serialVersionUID = 1L;
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
        assertThatThrownBy(() -> taskGroup(group -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("taskGroup must be called in a coroutine body, but was called in a thread that runs no "
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
            taskGroup(group -> {
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

            assertThatThrownBy(() -> taskGroup(TaskGroupOptions.named("fetch"), group -> {
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
        Programs.run(() -> taskGroup(group -> {
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
        Programs.run(() -> taskGroup(group -> {
            Context context = Context.copy();
            context.run(() -> user.set("Ada"));
            Task<String> task = group.createTask(
                    TaskOptions.named("first").withContext(context),
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
                    () -> taskGroup(group -> {
                        group.createTask(() -> sleepRecording("sibling"));
                        group.createTask(failing(1, lost));
                        sleepRecording("body");
                    }));
            assertThat(failures)
                    .hasMessage("unhandled errors in a TaskGroup (1 sub-exception): java.io.IOException: lost")
                    .hasCause(lost);
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
                    () -> taskGroup(group -> {
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
            assertThatThrownBy(() -> taskGroup(group -> {
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
                catchThrowable(() -> taskGroup(group -> {
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
                catchThrowable(Programs::turn);
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
            assertThat(catchThrowable(Programs::turn)).isInstanceOf(CancellationException.class);
            taskGroup(TaskGroup::cancel);
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
            Programs.run(() -> assertThatThrownBy(() -> taskGroup(group -> group.createTask(() -> {
                        group.createTask(TaskOptions.defaults().withEager(eager), failing(-1, new IOException("lost")));
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
                    () -> taskGroup(group -> {
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
                    () -> taskGroup(group -> {
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
            assertThatThrownBy(() -> taskGroup(group -> {
                        group.createTask(() -> sleepRecording("child"));
                        turn();
                        throw own;
                    }))
                    .isSameAs(own);
            steps.expect("child cancelled");
        });
    }

    @Test
    @DisplayName("TGR-22: a fatal error of the body comes out bare, after every task was cancelled and waited for")
    void fatalBody() {
        assertThatThrownBy(() -> Programs.run(() -> {
                    Fatal fatal = new Fatal();
                    assertThatThrownBy(() -> taskGroup(group -> {
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
        assertThatThrownBy(() -> Programs.run(() -> taskGroup(group -> {
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
                    () -> taskGroup(group -> {
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
    @DisplayName("a group with a limit of time fails with a timeout that tells it, with clean-up failures suppressed")
    void groupWithin() {
        Programs.run(() -> {
            TimeoutException late = catchThrowableOfType(
                    TimeoutException.class,
                    () -> taskGroup(
                            TaskGroupOptions.within(Duration.ofSeconds(2)).withName("fetch"), group -> {
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
        Programs.run(() -> taskGroup(group -> {
            assertThatThrownBy(() -> group.createTask((Coroutine<Integer>) null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("body must not be null");
            assertThat(group.tasks()).isEmpty();
        }));
    }
}
