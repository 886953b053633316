package dev.menai;

import static dev.menai.Asyncio.allTasks;
import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;
import static dev.menai.Asyncio.using;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Programs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StackOverflowTest {
    @SuppressWarnings("InfiniteRecursion") // until the end of the stack, which is the point
    private static int tooDeep(int level) {
        return tooDeep(level + 1) + 1;
    }

    @Test
    @DisplayName(
            "LOOP-27: a body that waits at the end of its stack, or was about to, can wait again when it has come back")
    void awaitsInTheDeep() {
        Asyncio.run(() -> {
            for (int depth = 1_000; depth < 12_000; depth += 500) {
                int waitsAt = depth;
                untilTheEnd(() -> awaitAt(waitsAt));
                assertThatBodyCanWait();
            }
        });
    }

    /** Runs what may come to the end of the stack, or need not. */
    private static void untilTheEnd(Runnable action) {
        Throwable failure = catchThrowable(action::run);
        if (failure != null) {
            assertThat(failure).isInstanceOf(StackOverflowError.class);
        }
    }

    private static void assertThatBodyCanWait() {
        await(sleep(Duration.ofNanos(1)));
        assertThat(await(createTask(() -> 5))).isEqualTo(5);
    }

    private static int awaitAt(int depth) {
        if (depth > 0) {
            return awaitAt(depth - 1) + 1;
        }
        await(sleep(Duration.ofNanos(1_000)));
        return 0;
    }

    @Test
    @DisplayName("LOOP-27: a recursion that waits at each of its levels ends as any other; others go on beside it")
    void waitsAtEachLevel() {
        for (int round = 0; round < 20; round++) {
            Programs.run(() -> {
                Task<Integer> other = createTask(() -> {
                    int sum = 0;
                    for (int i = 0; i < 200; i++) {
                        await(sleep(Duration.ZERO));
                        sum += await(gather(() -> 1, () -> 2)).size();
                    }
                    return sum;
                });
                assertThat(catchThrowable(() -> waitsWithin())).isInstanceOf(StackOverflowError.class);
                assertThatBodyCanWait();
                assertThat(await(other)).isEqualTo(400);
                assertThat(allTasks()).hasSize(1);
            });
        }
    }

    @SuppressWarnings("InfiniteRecursion") // until the end of the stack, which is the point
    private static int waitsWithin() {
        await(sleep(Duration.ZERO));
        return waitsWithin() + 1;
    }

    @Test
    @DisplayName("LOOP-27: a recursion that holds a lock at each of its levels releases them all")
    void locksAtEachLevel() {
        for (int round = 0; round < 20; round++) {
            Programs.run(() -> {
                List<Lock> locks = new ArrayList<>();
                assertThat(catchThrowable(() -> locksWithin(locks))).isInstanceOf(StackOverflowError.class);
                assertThat(locks).isNotEmpty().noneMatch(Lock::isLocked);
            });
        }
    }

    @SuppressWarnings("InfiniteRecursion") // until the end of the stack, which is the point
    private static void locksWithin(List<Lock> locks) {
        Lock lock = new Lock();
        locks.add(lock);
        lock.with(() -> locksWithin(locks));
    }

    @Test
    @DisplayName("LOOP-27: a recursion that uses a resource at each of its levels closes them all")
    void resourcesAtEachLevel() {
        AtomicInteger open = new AtomicInteger();
        AsyncResource<Integer> resource =
                AsyncResource.of(() -> open.incrementAndGet(), opened -> open.decrementAndGet());
        for (int round = 0; round < 20; round++) {
            Programs.run(() -> {
                assertThat(catchThrowable(() -> usingWithin(resource))).isInstanceOf(StackOverflowError.class);
                assertThat(open).hasValue(0);
                assertThat(catchThrowable(() -> stacksWithin(resource))).isInstanceOf(StackOverflowError.class);
                assertThat(open).hasValue(0);
            });
        }
    }

    private static int usingWithin(AsyncResource<Integer> resource) {
        return using(resource, opened -> usingWithin(resource) + opened);
    }

    private static void stacksWithin(AsyncResource<Integer> resource) throws Exception {
        try (AsyncExitStack stack = new AsyncExitStack()) {
            stack.enter(resource);
            stacksWithin(resource);
        }
    }

    @Test
    @DisplayName("LOOP-27: a StackOverflowError is the failure of the step that ran too deep; the run goes on")
    void stackOverflow() {
        EventLoop loop = EventLoop.virtualTime();
        List<Throwable> reports = new ArrayList<>();
        loop.setExceptionHandler((where, context) -> reports.add(context.exception()));
        loop.callSoon(() -> tooDeep(0));
        loop.runUntilComplete(() -> {
            Task<Integer> deep = createTask(() -> tooDeep(0));
            Task<Integer> eager = createTask(TaskOptions.defaults().withEager(true), () -> tooDeep(0));
            Task<String> other = createTask(() -> Programs.after(1, "went on"));
            assertThatThrownBy(() -> await(deep)).isInstanceOf(StackOverflowError.class);
            assertThatThrownBy(() -> await(eager)).isInstanceOf(StackOverflowError.class);
            assertThat(await(other)).isEqualTo("went on");
        });
        assertThat(reports).singleElement().isInstanceOf(StackOverflowError.class);
        loop.close();
    }

    @Test
    @DisplayName("LOOP-27: scopes that are entered until the stack ends are left, all of them, and so are their tasks")
    void scopesInTheDeep() {
        Programs.run(() -> {
            for (int round = 0; round < 5; round++) {
                Throwable end = catchThrowable(() -> groupsWithin());
                while (end instanceof ExceptionGroup group) {
                    assertThat(group.exceptions()).hasSize(1);
                    end = group.exceptions().get(0);
                }
                assertThat(end).isInstanceOf(StackOverflowError.class);
                assertThat(allTasks()).hasSize(1);
            }
        });
    }

    @SuppressWarnings("InfiniteRecursion") // until the end of the stack, which is the point
    private static void groupsWithin() {
        taskGroup(group -> {
            group.createTask(() -> await(sleep(Duration.ofDays(1))));
            groupsWithin();
        });
    }

    @Test
    @DisplayName("LOOP-27: a task that cannot be created at the end of the stack is not half made: nobody waits for it")
    void creationInTheDeep() {
        Programs.run(() -> {
            for (int i = 0; i < 20_000; i++) {
                await(createTask(() -> 1)); // so that creating needs as little room as it ever does
            }
            Coroutine<String> forDays = () -> Programs.after(86_400, "in vain");
            for (int round = 0; round < 20; round++) {
                List<Task<?>> made = new ArrayList<>();
                assertThat(LastLevels.each(() -> made.add(createTask(forDays)))).isPositive();
                assertThat(made).isNotEmpty();
                assertThat(allTasks()).hasSize(made.size() + 1);
                made.forEach(Task::cancel);
                taskGroup(group -> {
                    assertThat(LastLevels.each(() -> made.add(group.createTask(forDays))))
                            .isPositive();
                    group.cancel();
                });
                await(sleep(Duration.ZERO));
                assertThat(allTasks()).hasSize(1);
            }
        });
    }

    @Test
    @DisplayName("LOOP-27: a lambda that is met for the first time at the end of the stack is no fatal error")
    void lambdaInTheDeep() {
        InternalError lambda = new InternalError(new StackOverflowError());
        Programs.run(() -> {
            Task<?> deep = createTask(() -> {
                throw lambda;
            });
            assertThat(catchThrowable(() -> await(deep))).isSameAs(lambda);
            assertThat(await(createTask(() -> "went on"))).isEqualTo("went on");
        });
    }

    /** Does something at every fortieth of the last levels before the end of the stack, where an error takes its time. */
    private static final class LastLevels {
        private static final int LEVELS = 4_000;
        private final Runnable action;
        private int left;
        private int refused;

        private LastLevels(Runnable action) {
            this.action = action;
        }

        /** Returns at how many of them it failed for lack of room. */
        static int each(Runnable action) {
            LastLevels levels = new LastLevels(action);
            levels.descend();
            return levels.refused;
        }

        private int descend() {
            int depth;
            try {
                depth = descend() + 1;
            } catch (StackOverflowError end) {
                left = LEVELS;
                return 0;
            }
            if (left > 0 && left-- % 40 == 0) {
                act();
            }
            return depth;
        }

        private void act() {
            try {
                action.run();
            } catch (StackOverflowError tooDeep) {
                refused++;
            }
        }
    }
}
