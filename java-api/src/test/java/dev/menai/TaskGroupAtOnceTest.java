package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.function.ThrowingConsumer;
import dev.menai.support.Programs;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A group that shuts down while its body and its tasks go on, at the same time. */
class TaskGroupAtOnceTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final EventLoop loop = EventLoop.parallel();

    @AfterEach
    void close() {
        loop.close();
    }

    private static void sleepLong() {
        await(sleep(LONG));
    }

    private static void throwing(Exception failure) throws Exception {
        throw failure;
    }

    private static void cancelElsewhere(TaskGroup group) throws InterruptedException {
        Thread thread = new Thread(group::cancel);
        thread.start();
        thread.join();
    }

    /** What a body may wait for that ends when the group cancels its member. */
    private static final List<ThrowingConsumer<Task<Void>, Exception>> WAITS = List.of(
            member -> await(member),
            member -> await(Asyncio.gather(List.of(member))),
            member -> await(Asyncio.shield(member)),
            member -> await(member.thenApply(value -> value)),
            member -> await(Asyncio.waitFor(member, LONG)));

    @Test
    @DisplayName(
            "TGR-6: the failure of a task comes out as a group, and not the cancellation of one that the body awaits, "
                    + "which may come to it before its own")
    void failedBesideAnAwaitedOne() {
        for (ThrowingConsumer<Task<Void>, Exception> wait : WAITS) {
            for (int round = 0; round < 200; round++) {
                loop.createTask(() -> {
                            assertThatThrownBy(() -> taskGroup(group -> {
                                        Task<Void> member = group.createTask(TaskGroupAtOnceTest::sleepLong);
                                        group.createTask(() -> throwing(new IOException("failed")));
                                        wait.accept(member);
                                    }))
                                    .isInstanceOfSatisfying(
                                            ExceptionGroup.class, group -> assertThat(group.exceptions())
                                                    .extracting(Throwable::getMessage)
                                                    .containsExactly("failed"));
                            assertThat(Asyncio.currentTask().cancelling()).isZero();
                        })
                        .join();
            }
        }
    }

    @Test
    @DisplayName("TGR-24: a block that cancel() ends ends without an exception, whatever member its body awaits")
    void cancelledBesideAnAwaitedOne() {
        for (int round = 0; round < 500; round++) {
            loop.createTask(() -> {
                        taskGroup(group -> {
                            Task<Void> member = group.createTask(TaskGroupAtOnceTest::sleepLong);
                            group.createTask(group::cancel);
                            await(member);
                        });
                        assertThat(Asyncio.currentTask().cancelling()).isZero();
                    })
                    .join();
        }
    }

    @Test
    @DisplayName("TGR-30: a body that goes on creating tasks while one of them fails, or cancels the group, gets its "
            + "cancellation, and the block ends as it would have without")
    void creatingMeanwhile() {
        for (int round = 0; round < 500; round++) {
            loop.createTask(() -> {
                        assertThatThrownBy(() -> taskGroup(group -> {
                                    group.createTask(() -> throwing(new IOException("failed")));
                                    for (int i = 0; i < 20; i++) {
                                        group.createTask(TaskGroupAtOnceTest::sleepLong);
                                    }
                                    sleepLong();
                                }))
                                .isInstanceOfSatisfying(ExceptionGroup.class, group -> assertThat(group.exceptions())
                                        .extracting(Throwable::getMessage)
                                        .containsExactly("failed"));
                        taskGroup(group -> {
                            group.createTask(group::cancel);
                            for (int i = 0; i < 20; i++) {
                                group.createTask(TaskGroupAtOnceTest::sleepLong);
                            }
                            sleepLong();
                        });
                    })
                    .join();
        }
    }

    @Test
    @DisplayName("TGR-30: a task in its first, eager step gets its cancellation, too, itself and for its own blocks")
    void eagerInItsFirstStep() {
        TaskOptions eager = TaskOptions.defaults().withEager(true);
        List<ThrowingConsumer<TaskGroup, Exception>> members = List.of(
                group -> {
                    cancelElsewhere(group);
                    group.createTask(() -> 1);
                },
                group -> {
                    group.createTask(eager, group::cancel);
                    group.createTask(() -> 1);
                },
                group -> {
                    cancelElsewhere(group);
                    group.start(started -> started.ready(1));
                },
                group -> taskGroup(inner -> {
                    cancelElsewhere(group);
                    group.createTask(() -> 1);
                }),
                group -> taskGroup(inner -> {
                    cancelElsewhere(group);
                    inner.createTask(() -> 1);
                    sleepLong();
                }));
        for (ThrowingConsumer<TaskGroup, Exception> member : members) {
            Programs.run(() -> taskGroup(group -> {
                Task<Void> task = group.createTask(eager, () -> member.accept(group));
                assertThatThrownBy(() -> await(task)).hasMessageContaining("TaskGroup was cancelled");
                sleepLong();
            }));
        }
    }

    @Test
    @DisplayName("TGR-30: one who has cancelled the group himself, or is not in it, gets the refusal")
    void ownDoing() {
        String refusal = "TaskGroup was cancelled: cannot create a task in it";
        Programs.run(() -> {
            assertThatThrownBy(() -> taskGroup(group -> {
                        group.createTask(() -> {
                            group.cancel();
                            group.createTask(() -> 1);
                        });
                        sleepLong();
                    }))
                    .isInstanceOfSatisfying(ExceptionGroup.class, group -> assertThat(group.exceptions())
                            .singleElement()
                            .satisfies(failure -> assertThat(failure).hasMessageContaining(refusal)));
            taskGroup(group -> {
                group.cancel();
                Task<Void> outside = Asyncio.createTask(() -> {
                    group.createTask(() -> 1);
                });
                try {
                    sleepLong();
                } finally {
                    assertThatThrownBy(() -> await(outside))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining(refusal);
                }
            });
        });
    }

    @Test
    @DisplayName("TGR-25: a body that first asks for a task of a group that was cancelled before ends with that")
    void cancelledBefore() {
        Programs.run(() -> {
            TaskGroup group = new TaskGroup();
            group.cancel();
            group.with(() -> {
                group.createTask(() -> 1);
            });
            assertThat(Asyncio.currentTask().cancelling()).isZero();
        });
    }
}
