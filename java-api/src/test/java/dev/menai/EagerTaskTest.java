package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EagerTaskTest {
    private static final TaskOptions EAGER = TaskOptions.defaults().withEager(true);
    private final Steps steps = new Steps();

    @Test
    @DisplayName("EAG-1: the first step runs inside createTask; a body that never waits is done on return; done "
            + "callbacks still go through the loop")
    void runsAtOnce() {
        Programs.run(() -> {
            Task<Integer> task = createTask(EAGER, () -> {
                steps.add("body");
                return 1;
            });
            steps.add("created");
            assertThat(task).isDone();
            task.addDoneCallback(done -> steps.add("callback"));
            steps.add("before the turn");
            turn();
            steps.expect("body", "created", "before the turn", "callback");
        });
    }

    @Test
    @DisplayName("EAG-1: in a callback too, and an await of something done does not end the step")
    void inCallback() {
        Programs.run(() -> {
            Task<Integer> done = createTask(() -> 1);
            await(done);
            EventLoop.running().callSoon(() -> {
                createTask(EAGER, () -> steps.add(await(done)));
                steps.add("callback");
            });
            turn();
            steps.expect(1, "callback");
        });
    }

    @Test
    @DisplayName("EAG-2: during that step the current task is the new one, afterwards the creator again")
    void currentTask() {
        Programs.run(() -> {
            Task<?> me = Asyncio.currentTask();
            AtomicReference<Task<?>> inside = new AtomicReference<>();
            Task<?> task = createTask(EAGER, () -> {
                inside.set(Asyncio.currentTask());
                turn();
                steps.add(Asyncio.currentTask());
            });
            assertThat(inside.get()).isSameAs(task);
            assertThat(Asyncio.currentTask()).isSameAs(me);
            await(task);
            steps.expect(task);
            assertThat(Asyncio.currentTask()).isSameAs(me);
        });
    }

    @Test
    @DisplayName("EAG-3: what the eager step does to its context does not leak into the creator's")
    void context() {
        ContextVar<String> user = ContextVar.of("user", "nobody");
        Programs.run(() -> {
            user.set("Ada");
            Task<String> task = createTask(EAGER, () -> {
                user.set(user.get() + " and Bob");
                return user.get();
            });
            assertThat(user.get()).isEqualTo("Ada");
            assertThat(task.result()).isEqualTo("Ada and Bob");
        });
    }

    private static final class Fatal extends VirtualMachineError {
        private static final long serialVersionUID = 1L;
    }

    @Test
    @DisplayName("EAG-4: an exception is the task's outcome and not thrown by createTask, except a fatal one")
    void exceptions() {
        Programs.run(() -> {
            IOException lost = new IOException("lost");
            Task<Integer> task = createTask(EAGER, () -> {
                throw lost;
            });
            assertThat(task.exception()).isSameAs(lost);
        });
        assertThatThrownBy(() -> Programs.run(() -> {
                    steps.add(catchThrowable(() -> createTask(EAGER, () -> {
                        throw new Fatal();
                    })));
                }))
                .isInstanceOf(Fatal.class);
        assertThat(steps.taken().get(0)).isInstanceOf(Fatal.class);
    }

    @Test
    @DisplayName(
            "EAG-5: after a first step that waits the task is as any other; one that is done refuses to be cancelled")
    void afterFirstStep() {
        Programs.run(() -> {
            Task<Integer> waiting = createTask(EAGER, () -> {
                try {
                    return await(sleep(Duration.ofHours(1), 1));
                } finally {
                    steps.add("cleaned up");
                }
            });
            assertThat(waiting).isNotDone();
            assertThat(waiting.cancel()).isTrue();
            assertThat(catchThrowable(() -> await(waiting))).isInstanceOf(CancellationException.class);
            steps.expect("cleaned up");

            Task<Integer> done = createTask(EAGER, () -> 2);
            assertThat(done.cancel()).isFalse();
            assertThat(await(done)).isEqualTo(2);
        });
    }

    @Test
    @DisplayName("EAG-6: options override the factory in both directions; without a running step the task is scheduled")
    void factories() {
        EventLoop loop = EventLoop.virtualTime();
        loop.setTaskFactory(TaskFactory.eager());
        Task<?> early = loop.createTask(EAGER, () -> steps.add("scheduled"));
        assertThat(early).isNotDone();
        loop.runUntilComplete(() -> {
            assertThat(early).isDone();
            assertThat(createTask(() -> 1)).isDone();
            assertThat(createTask(TaskOptions.defaults().withEager(false), () -> 1))
                    .isNotDone();
            loop.setTaskFactory(null);
            assertThat(createTask(EAGER, () -> 1)).isDone();
            assertThat(createTask(() -> 1)).isNotDone();
            turn();
        });
        loop.close();
    }

    @Test
    @DisplayName("EAG-6: an eager factory can be put around any other")
    void wrappedFactory() {
        AtomicInteger made = new AtomicInteger();
        TaskFactory counting = (loop, body, options) -> {
            made.incrementAndGet();
            return new Task<>(loop, body, options);
        };
        Programs.run(() -> {
            EventLoop.running().setTaskFactory(TaskFactory.eager(counting));
            assertThat(createTask(() -> 1)).isDone();
        });
        assertThat(made).hasValue(1);
    }

    @Test
    @DisplayName("EAG-6: on a parallel loop the body starts by itself, as always")
    void parallel() {
        assertThat(createTask(EAGER, () -> await(sleep(Duration.ZERO, 1))).join())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("EAG-7: the name is visible inside the eager step")
    void name() {
        Programs.run(() -> {
            Task<String> task = createTask(TaskOptions.named("early").withEager(true), () -> Asyncio.currentTask()
                    .name());
            assertThat(task.result()).isEqualTo("early");
        });
    }

    @Test
    @DisplayName("EAG-8: in a group, an eager task that fails aborts the group from a callback, not inside createTask")
    void inGroup() {
        Programs.run(() -> assertThatThrownBy(() -> taskGroup(group -> {
                    Task<Integer> failing = group.createTask(EAGER, () -> {
                        throw new IOException("lost");
                    });
                    assertThat(failing).isDone();
                    group.createTask(() -> steps.add("never: it is cancelled before its first step"));
                    steps.add("still accepted");
                    turn();
                }))
                .isInstanceOf(ExceptionGroup.class));
        steps.expect("still accepted");
    }

    private static int countTasks(Runnable program) {
        AtomicInteger made = new AtomicInteger();
        TaskFactory counting = (loop, body, options) -> {
            Task<?> task = new Task<>(loop, body, options);
            if (!task.isDone()) {
                made.incrementAndGet();
            }
            return task;
        };
        Programs.run(() -> {
            EventLoop.running().setTaskFactory(counting);
            program.run();
            EventLoop.running().setTaskFactory(TaskFactory.eager(counting));
            int lazily = made.getAndSet(0);
            program.run();
            assertThat(made).as("tasks that were left to the loop").hasValue(0);
            made.set(lazily);
        });
        return made.get();
    }

    private static int recursiveGather(int depth) {
        return depth == 0
                ? 1
                : await(gather(() -> recursiveGather(depth - 1), () -> recursiveGather(depth - 1))).stream()
                        .mapToInt(Integer::intValue)
                        .sum();
    }

    private static void recursiveGroups(int depth) {
        taskGroup(group -> {
            for (int child = 0; depth > 0 && child < 2; child++) {
                group.createTask(() -> recursiveGroups(depth - 1));
            }
        });
    }

    private static int chain(int depth) {
        return depth == 0 ? 0 : 1 + await(createTask(() -> chain(depth - 1)));
    }

    @Test
    @DisplayName("EAG-9: deep chains and nested groups and gathers leave the expected number of tasks to the loop when "
            + "lazy, and none when eager")
    void deep() {
        assertThat(countTasks(() -> assertThat(chain(20)).isEqualTo(20))).isEqualTo(20);
        assertThat(countTasks(() -> assertThat(recursiveGather(5)).isEqualTo(32)))
                .isEqualTo(62);
        assertThat(countTasks(() -> recursiveGroups(5))).isEqualTo(62);
    }

    @Test
    @DisplayName("a gather of eager bodies that are done is done on return")
    void gatherOfEager() {
        Programs.run(() -> {
            EventLoop.running().setTaskFactory(TaskFactory.eager());
            assertThat(gather(List.of(createTask(() -> 1), createTask(() -> 2))))
                    .isDone();
        });
    }
}
