package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.support.Programs.after;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Task groups that are made before they are entered. */
class TaskGroupObjectTest {
    private final Steps steps = new Steps();

    @Test
    @DisplayName("TGR-32: a group can be made before it is entered, once, and be asked afterwards")
    void object() throws InterruptedException {
        TaskGroup group = new TaskGroup(TaskGroupOptions.named("downloads"));
        assertThat(group).hasToString("TaskGroup[created, name='downloads']");
        assertThat(new TaskGroup()).hasToString("TaskGroup[created]");
        assertThat(group.tasks()).isEmpty();
        assertThatThrownBy(() -> group.createTask(() -> "never"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "TaskGroup[created, name='downloads'] must be entered to create a task in it, but is not yet; do"
                                + " so in the body of with");
        assertThatThrownBy(() -> group.start(started -> {})).hasMessageContaining("must be entered to create a task");
        assertThatThrownBy(() -> group.with(() -> {}))
                .hasMessageStartingWith("TaskGroup.with must be called in a coroutine body");
        CountDownLatch entered = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            try {
                entered.await();
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
            group.cancel();
        });
        other.start();
        Asyncio.run(() -> {
            group.with(() -> {
                Task<Void> task =
                        group.createTask(() -> await(EventLoop.running().createFuture()));
                assertThat(group.tasks()).containsExactly(task);
                entered.countDown();
                await(EventLoop.running().createFuture());
            });
            assertThatThrownBy(() -> group.with(() -> "again"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "TaskGroup[finished, name='downloads', 0 tasks] must be entered once, but was entered before;"
                                    + " make another one");
        });
        other.join();
        assertThat(group).hasToString("TaskGroup[finished, name='downloads', 0 tasks]");
        assertThat(group.tasks()).isEmpty();
        group.cancel();
    }

    @Test
    @DisplayName("TGR-32: its options hold for a group that is entered as an object")
    void objectInTime() {
        Programs.run(() -> {
            TaskGroup group = new TaskGroup(TaskGroupOptions.within(Duration.ofSeconds(1)));
            assertThatThrownBy(() -> group.with(() -> after(2, "late"))).isInstanceOf(TimeoutException.class);
            assertThat(new TaskGroup().<String>with(() -> after(1, "value"))).isEqualTo("value");
        });
    }

    @Test
    @DisplayName("TGR-25: cancel() before the group is entered is remembered, and ends the body at its first wait, "
            + "or where it first asks for a task")
    void cancelBefore() {
        Programs.run(() -> {
            TaskGroup group = new TaskGroup();
            group.cancel();
            group.with(() -> {
                steps.add("begun");
                assertThatThrownBy(() -> group.createTask(() -> steps.add("never")))
                        .isInstanceOf(CancellationException.class)
                        .hasMessage("TaskGroup was cancelled");
                turn();
                steps.add("not reached");
            });
            steps.expect("begun");
            assertThat(Asyncio.currentTask().cancelling()).isZero();
            assertThatThrownBy(() -> cancelled().with(() -> after(1, "no value")))
                    .isInstanceOf(InvalidStateException.class);
            assertThat(cancelled().<String>with(() -> "value without a wait")).isEqualTo("value without a wait");
        });
    }

    private static TaskGroup cancelled() {
        TaskGroup group = new TaskGroup();
        group.cancel();
        return group;
    }
}
