package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.createTaskFrom;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.mapConcurrently;
import static dev.menai.Asyncio.moveOnAfter;
import static dev.menai.Asyncio.race;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;
import static dev.menai.Asyncio.timeout;
import static dev.menai.Asyncio.timeoutAt;
import static dev.menai.Asyncio.toThread;
import static dev.menai.Asyncio.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.function.ThrowingRunnable;
import dev.menai.support.Log;
import dev.menai.support.Programs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StageValuesTest {
    private static final CompletableFuture<String> NEVER = new CompletableFuture<>();

    @Test
    @DisplayName("FUT-17: a body that returns a future yields that future, and a warning says so once")
    void warning(Log log) {
        Programs.run(() -> {
            for (int time = 0; time < 3; time++) {
                assertThat(await(createTask("nested", () -> NEVER))).isSameAs(NEVER);
            }
        });
        assertThat(log.messages())
                .containsExactly("A body in dev.menai.StageValuesTest (task 'nested') should return a value,"
                        + " but returned a future, which nobody waits for: " + NEVER
                        + ". Await it in the body (in a thread, join it), or create the task with createTaskFrom."
                        + " (This is said once for a body.)");
    }

    @Test
    @DisplayName("FUT-17: in every word that has the values of bodies, and by each body for itself")
    void words(Log log) throws Exception {
        List<ThrowingRunnable<Exception>> words = List.of(
                () -> await(createTask(() -> NEVER)),
                () -> await(EventLoop.running().submit(() -> NEVER)),
                () -> await(gather(() -> NEVER, () -> "value")),
                () -> race(() -> NEVER),
                () -> mapConcurrently(List.of(1, 2), 2, item -> NEVER),
                () -> await(waitFor(() -> NEVER, Duration.ofSeconds(1))),
                () -> timeout(Duration.ofSeconds(1), () -> NEVER),
                () -> timeoutAt(null, () -> NEVER),
                () -> moveOnAfter(Duration.ofSeconds(1), () -> NEVER),
                () -> Timeout.after(null).with(() -> NEVER),
                () -> await(toThread(() -> NEVER)),
                () -> await(EventLoop.running().runInExecutor(null, () -> NEVER)),
                () -> taskGroup(group -> group.createTask(() -> NEVER)),
                () -> await(createTaskFrom(() -> CompletableFuture.completedFuture(NEVER))));
        for (int word = 0; word < words.size(); word++) {
            Programs.run(words.get(word));
            assertThat(log.messages()).as("after word " + word).hasSize(word + 1);
        }
        Programs.run(
                () -> { // the future that is made in them is used behind them
                    assertThat(new Lock().<Object, RuntimeException>with(() -> NEVER))
                            .isSameAs(NEVER);
                    assertThat(Asyncio.<Object>taskGroup(group -> NEVER)).isSameAs(NEVER);
                });
        assertThat(log.messages()).hasSize(words.size());
        assertThat(Programs.run(() -> NEVER)).isSameAs(NEVER);
        assertThat(Programs.run(() -> (Object) NEVER)).isSameAs(NEVER);
        assertThat(log.messages())
                .hasSize(words.size() + 2)
                .allMatch(message -> message.startsWith("A body in dev.menai.StageValuesTest"));
    }

    @Test
    @DisplayName("FUT-17: createTaskFrom awaits what its body returns, wherever tasks are created")
    void createTaskFromAwaits(Log log) {
        Programs.run(() -> {
            List<Task<String>> tasks = new ArrayList<>();
            tasks.add(createTaskFrom(StageValuesTest::slept));
            tasks.add(createTaskFrom("named", StageValuesTest::slept));
            tasks.add(createTaskFrom(TaskOptions.named("named"), StageValuesTest::slept));
            taskGroup(group -> {
                for (TaskOwner owner : List.of(EventLoop.running(), group)) {
                    tasks.add(owner.createTaskFrom(StageValuesTest::slept));
                    tasks.add(owner.createTaskFrom("named", StageValuesTest::slept));
                    tasks.add(owner.createTaskFrom(TaskOptions.named("named"), StageValuesTest::slept));
                }
            });
            assertThat(await(gather(tasks))).hasSize(9).containsOnly("slept");
            assertThat(tasks.stream().filter(task -> task.name().equals("named")))
                    .hasSize(6);
        });
        assertThat(log.messages()).isEmpty();
    }

    private static CompletableFuture<String> slept() {
        return sleep(Duration.ofSeconds(1), "slept");
    }

    @Test
    @DisplayName("FUT-17: what the body of createTaskFrom throws, and what its stage fails with, is the task's failure")
    void failuresOfCreateTaskFrom() {
        Programs.run(() -> {
            assertThatThrownBy(() -> await(createTaskFrom(() -> {
                        if (NEVER.isDone()) {
                            return NEVER;
                        }
                        throw new IOException("not made");
                    })))
                    .isInstanceOf(IOException.class)
                    .hasMessage("not made");
            assertThatThrownBy(
                            () -> await(createTaskFrom(() -> CompletableFuture.failedFuture(new IOException("lost")))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("lost");
            assertThatThrownBy(() -> await(createTaskFrom(() -> (CompletableFuture<String>) null)))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("stage must not be null");
        });
    }
}
