package dev.menai.interop.bridge;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.Timeout;
import dev.menai.TimeoutException;
import dev.menai.fixture.Gate;
import dev.menai.function.ThrowingRunnable;
import dev.menai.kotlin.Suspend;
import dev.menai.support.Log;
import dev.menai.support.Programs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kotlin.Unit;
import kotlinx.coroutines.TimeoutCancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Time limits that pass in virtual time around work on another dispatcher. */
class OvertakenTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private static void assertTold(Log log, ThrowingRunnable<Exception> body) throws Exception {
        Programs.run(body);
        assertThat(log.messages())
                .singleElement()
                .asString()
                .startsWith(
                        "A time limit has passed in virtual time while a coroutine was at work on Dispatchers.Default")
                .endsWith(
                        "have that code use the loop's dispatcher, or call it by toThread or by Suspend.on(dispatcher)");
    }

    private static void overrun(Gate gate) {
        assertThatThrownBy(() -> await(Asyncio.waitFor(Suspend.call(c -> ElsewhereKt.elsewhere(gate, c)), LIMIT)))
                .isInstanceOf(TimeoutException.class);
    }

    /** The shutdown would not wait for it: its time is virtual, too. */
    private static void end(CompletableFuture<Unit> call) {
        call.cancel(true);
        assertThatThrownBy(() -> await(call)).isInstanceOf(CancellationException.class);
    }

    @Test
    @DisplayName(
            "SUS-6: a time limit that passes in virtual time while a call is elsewhere is told, once for the loop.")
    void waitFor(Log log) throws Exception {
        assertTold(log, () -> {
            overrun(new Gate());
            overrun(new Gate());
        });
    }

    @Test
    @DisplayName("SUS-6: so it is with the scopes of time.")
    void scopes(Log log) throws Exception {
        assertTold(log, () -> assertThatThrownBy(() ->
                        Timeout.after(LIMIT).with(() -> await(Suspend.call(c -> ElsewhereKt.elsewhere(new Gate(), c)))))
                .isInstanceOf(TimeoutException.class));
    }

    @Test
    @DisplayName("SUS-6: so it is with the limit of wait.")
    void waits(Log log) throws Exception {
        assertTold(log, () -> {
            List<CompletableFuture<Unit>> calls = List.of(Suspend.call(c -> ElsewhereKt.elsewhere(new Gate(), c)));
            assertThat(await(Asyncio.wait(calls, LIMIT)).pending()).hasSize(1);
            end(calls.get(0));
        });
    }

    @Test
    @DisplayName("SUS-6: so it is with the limit of asCompleted.")
    void asCompleted(Log log) throws Exception {
        assertTold(log, () -> {
            List<CompletableFuture<Unit>> calls = List.of(Suspend.call(c -> ElsewhereKt.elsewhere(new Gate(), c)));
            assertThatThrownBy(() -> Asyncio.asCompleted(calls, LIMIT).toList()).isInstanceOf(TimeoutException.class);
            end(calls.get(0));
        });
    }

    @Test
    @DisplayName("SUS-6: so it is with the time limit of a task.")
    void tasks(Log log) throws Exception {
        assertTold(log, () -> {
            var task = Asyncio.createTask(() -> await(Suspend.call(c -> ElsewhereKt.elsewhere(new Gate(), c))));
            assertThatThrownBy(() -> await(task.orTimeout(1, TimeUnit.SECONDS)))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
        });
    }

    @Test
    @DisplayName("SUS-6: so it is with withTimeout of kotlinx, in a coroutine of a task.")
    void kotlinx(Log log) throws Exception {
        assertTold(log, () -> assertThatThrownBy(() -> await(ElsewhereKt.limitedTask(EventLoop.running(), new Gate())))
                .isInstanceOf(TimeoutCancellationException.class));
    }

    @Test
    @DisplayName("SUS-6: nothing is told of a call that waits on its loop, nor in real time.")
    void nothingToTell(Log log) {
        Gate gate = new Gate();
        Programs.run(() -> assertThatThrownBy(
                        () -> await(Asyncio.waitFor(Suspend.call(c -> gate.pass(c)), Duration.ofSeconds(1))))
                .isInstanceOf(TimeoutException.class));
        Asyncio.run(() -> assertThatThrownBy(() -> await(
                        Asyncio.waitFor(Suspend.call(c -> ElsewhereKt.elsewhere(new Gate(), c)), Duration.ofMillis(1))))
                .isInstanceOf(TimeoutException.class));
        assertThat(log.messages()).isEmpty();
    }
}
