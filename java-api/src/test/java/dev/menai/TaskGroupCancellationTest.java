package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.moveOnAfter;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;
import static dev.menai.Asyncio.timeout;
import static dev.menai.support.Programs.after;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.menai.function.ThrowingConsumer;
import dev.menai.function.ThrowingRunnable;
import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is cancelled together with a group, and how a group is cancelled itself. */
class TaskGroupCancellationTest {
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

    private static void throwing(Exception failure) throws Exception {
        throw failure;
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
                        () -> taskGroup(group -> {
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

    /** Waits until a scope around it cancels the body, which is cancelled by another thread before it has left the scope. */
    private static Object cancelledTwice() {
        Task<?> task = Asyncio.currentTask();
        try {
            return await(sleep(LONG));
        } catch (CancellationException byTheScope) {
            CompletableFuture.runAsync(() -> task.cancel("from outside")).join();
            throw byTheScope;
        }
    }

    @Test
    @DisplayName(
            "TGR-18: a cancellation that comes when a scope has cancelled the body already comes out of the scope, once")
    void cancelledByAScopeAndFromOutside() {
        List<ThrowingRunnable<?>> scopes = List.of(
                () -> taskGroup(group -> {
                    group.createTask(() -> throwing(new IOException("failed")));
                    cancelledTwice();
                }),
                () -> taskGroup(group -> {
                    group.createTask(group::cancel);
                    cancelledTwice();
                }),
                () -> taskGroup(TaskGroupOptions.within(Duration.ofSeconds(1)), group -> {
                    cancelledTwice();
                }),
                () -> timeout(Duration.ofSeconds(1), TaskGroupCancellationTest::cancelledTwice),
                () -> moveOnAfter(Duration.ofSeconds(1), () -> {
                    cancelledTwice();
                }),
                () -> taskGroup(outer -> {
                    timeout(Duration.ofSeconds(1), TaskGroupCancellationTest::cancelledTwice);
                }));
        for (ThrowingRunnable<?> scope : scopes) {
            Programs.run(() -> {
                Task<Integer> task = Asyncio.createTask(() -> {
                    assertThatThrownBy(scope::run)
                            .isInstanceOf(CancellationException.class)
                            .hasMessageEndingWith("was cancelled: from outside");
                    await(sleep(Duration.ofSeconds(1)));
                    return Asyncio.currentTask().cancelling();
                });
                assertThat(await(task)).isEqualTo(1);
            });
        }
    }

    @Test
    @DisplayName(
            "CAN-12: a request that is taken back in the clean-up of a body that a scope has cancelled is gone with the "
                    + "scope")
    void takenBackInTheCleanUp() {
        List<ThrowingConsumer<ThrowingRunnable<RuntimeException>, RuntimeException>> scopes = List.of(
                body -> moveOnAfter(Duration.ofSeconds(1), body),
                body -> taskGroup(group -> {
                    group.createTask(group::cancel);
                    body.run();
                }),
                body -> assertThatThrownBy(() -> timeout(Duration.ofSeconds(1), body))
                        .isInstanceOf(TimeoutException.class),
                body -> assertThatThrownBy(() -> taskGroup(group -> {
                            group.createTask(() -> throwing(new IOException("failed")));
                            body.run();
                        }))
                        .isInstanceOf(ExceptionGroup.class));
        for (ThrowingConsumer<ThrowingRunnable<RuntimeException>, RuntimeException> scope : scopes) {
            Programs.run(() -> {
                scope.accept(() -> {
                    try {
                        await(sleep(LONG));
                    } finally {
                        Asyncio.currentTask().cancel();
                        assertThat(Asyncio.currentTask().uncancel()).isEqualTo(1);
                    }
                });
                assertThat(Asyncio.currentTask().cancelling()).isZero();
                assertThat(await(sleep(Duration.ofMillis(1), "value"))).isEqualTo("value");
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
                            () -> taskGroup(group -> {
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
            Task<Void> parent = Asyncio.createTask(() -> taskGroup(group -> {
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
            Task<Void> parent = Asyncio.createTask(() -> taskGroup(group -> {
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
                    () -> taskGroup(outer -> {
                        outer.createTask(failing(1, new IOException("outer")));
                        taskGroup(inner -> inner.createTask(() -> sleepRecording("inner")));
                    }));
            assertThat(outerFails.exceptions())
                    .extracting(Throwable::getMessage)
                    .containsExactly("outer");
            steps.expect("inner cancelled");

            ExceptionGroup innerFails = catchThrowableOfType(
                    ExceptionGroup.class,
                    () -> taskGroup(outer -> taskGroup(
                            TaskGroupOptions.named("inner"),
                            inner -> inner.createTask(failing(1, new IOException("lost"))))));
            assertThat(innerFails.exceptions()).hasSize(1);
            assertThat(innerFails.exceptions().get(0))
                    .isInstanceOf(ExceptionGroup.class)
                    .hasMessage("unhandled errors in TaskGroup 'inner' (1 sub-exception): java.io.IOException: lost");
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
                    () -> taskGroup(outer -> {
                        outer.createTask(failing(1, new IOException("outer")));
                        try {
                            taskGroup(inner -> inner.createTask(failing(1, new IOException("inner"))));
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

    @Test
    @DisplayName("TGR-24: cancel() cancels tasks and body; the block ends without an exception, the count restored")
    void cancelGroup() {
        Programs.run(() -> {
            taskGroup(group -> {
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
                            + "its body returned one; use a body without a value, or return one before");
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
            taskGroup(group -> {
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
                    () -> taskGroup(group -> {
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
            assertThatThrownBy(() -> taskGroup(group -> {
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
            taskGroup(group -> {
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
        Programs.run(() -> taskGroup(TaskGroupOptions.named("fetch"), group -> {
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
        Programs.run(() -> taskGroup(group -> {
            Task<Void> task = group.createTask(TaskOptions.defaults().withEager(true), () -> {
                group.cancel();
                sleepRecording("eager");
            });
            sleepRecording("body");
        }));
        assertThat(steps.taken()).containsExactlyInAnyOrder("eager cancelled", "body cancelled");
    }
}
