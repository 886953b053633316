package dev.menai.interop.bridge;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.AsyncFuture;
import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.ExceptionGroup;
import dev.menai.Task;
import dev.menai.TimeoutException;
import dev.menai.fixture.FixtureException;
import dev.menai.fixture.Gate;
import dev.menai.fixture.Plain;
import dev.menai.fixture.Probe;
import dev.menai.kotlin.Suspend;
import dev.menai.support.CancelEverywhere;
import dev.menai.support.Programs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SuspendCancellationTest {
    private final Probe probe = new Probe();

    private static Throwable failureOf(CompletableFuture<?> future) {
        return future.orTimeout(20, TimeUnit.SECONDS)
                .handle((value, failure) -> failure)
                .join();
    }

    /** Ends the call through what is built on its future, and expects that the function hears of it. */
    private void assertReachesTheFunction(Function<CompletableFuture<Void>, CompletableFuture<?>> derive) {
        Programs.run(() -> {
            CompletableFuture<Void> call = Suspend.call(probe::hang);
            CompletableFuture<?> derived = derive.apply(call);
            assertThat(derived.cancel(true)).isTrue();
            assertThat(await(probe.getEnded())).isInstanceOf(CancellationException.class);
            Programs.turn();
            assertThat(call.isCancelled()).isTrue();
        });
    }

    @Test
    @DisplayName("SUS-10: cancelling the future cancels the function, and the future ends cancelled.")
    void direct() {
        assertReachesTheFunction(call -> call);
    }

    @Test
    @DisplayName("SUS-10: cancelling a stage derived from the future cancels the function.")
    void derived() {
        assertReachesTheFunction(call -> call.thenApply(value -> value).thenRun(() -> {}));
    }

    @Test
    @DisplayName("SUS-10: cancelling a gather around it cancels the function.")
    void gathered() {
        assertReachesTheFunction(call -> Asyncio.gather(call, Asyncio.sleep(Duration.ofHours(1))));
    }

    @Test
    @DisplayName("SUS-10: cancelling a task that awaits the future cancels the function.")
    void awaited() throws InterruptedException {
        Programs.run(() -> {
            Task<Void> task = Asyncio.createTask(() -> Asyncio.<Void>await(Suspend.call(probe::hang)));
            Programs.turn();
            task.cancel("enough");
            assertThatThrownBy(() -> await(task))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("enough");
            assertThat(probe.getSteps()).containsExactly("started", "finally");
        });
    }

    @Test
    @DisplayName("SUS-10: a time limit around it cancels the function.")
    void limited() {
        Programs.run(() -> {
            Duration second = Duration.ofSeconds(1);
            assertThatThrownBy(() -> await(Asyncio.waitFor(Suspend.call(probe::hang), second)))
                    .isInstanceOf(TimeoutException.class);
            assertThat(probe.getSteps()).containsExactly("started", "finally");
            Probe other = new Probe();
            assertThatThrownBy(() -> Asyncio.timeout(second, () -> await(Suspend.call(other::hang))))
                    .isInstanceOf(TimeoutException.class);
            assertThat(other.getSteps()).containsExactly("started", "finally");
        });
    }

    @Test
    @DisplayName("SUS-10: a task group that fails around it cancels the function.")
    void grouped() {
        Programs.run(() -> {
            assertThatThrownBy(() -> Asyncio.taskGroup(group -> {
                        group.createTask(() -> await(Suspend.call(probe::hang)));
                        Programs.turn();
                        throw new IllegalStateException("group fails");
                    }))
                    .isInstanceOf(ExceptionGroup.class);
            assertThat(probe.getSteps()).containsExactly("started", "finally");
        });
    }

    @Test
    @DisplayName("SUS-10: a shield stops the cancellation.")
    void shielded() {
        Programs.run(() -> {
            Gate gate = new Gate();
            CompletableFuture<String> call = Suspend.call(c -> probe.waitFor(gate, "kept", c));
            assertThat(Asyncio.shield(call).cancel(true)).isTrue();
            Programs.turn();
            gate.open();
            assertThat(await(call)).isEqualTo("kept");
        });
    }

    @Test
    @DisplayName("SUS-10: an interrupt of the thread that blocks for it cancels the function.")
    void interrupted() throws Exception {
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                Suspend.block(probe::hang);
            } catch (Throwable failure) {
                seen.complete(failure);
            }
        });
        waiting.start();
        probe.getStarted().await();
        waiting.interrupt();
        assertThat(seen.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(probe.getEnded().get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        waiting.join();
    }

    @Test
    @DisplayName("SUS-10: the end of the run cancels calls that nobody awaits, and waits for them.")
    void endOfRun() {
        Gate gate = new Gate();
        Programs.run(() -> {
            CompletableFuture<?> left = Suspend.call(c -> probe.cleanUpSlowly(gate, c));
            EventLoop.running().callLater(Duration.ofSeconds(1), gate::open);
            assertThat(left).isNotDone();
        });
        assertThat(probe.getSteps()).containsExactly("started", "cleaning", "clean", "finally");
    }

    @Test
    @DisplayName("SUS-11: a cancelled call ends when the function has cleaned up.")
    void endsAfterCleanUp() {
        Programs.run(() -> {
            Gate gate = new Gate();
            CompletableFuture<?> call = Suspend.call(c -> probe.cleanUpSlowly(gate, c));
            assertThat(call.cancel(true)).isTrue();
            Programs.turn();
            assertThat(call).isNotDone();
            assertThat(call.cancel(true)).as("a second request").isTrue();
            gate.open();
            assertThatThrownBy(() -> await(call)).isInstanceOf(CancellationException.class);
            assertThat(probe.getSteps()).containsExactly("started", "cleaning", "clean", "finally");
            assertThat(call.cancel(true)).as("when it is done").isFalse();
        });
    }

    @Test
    @DisplayName("SUS-11: a function that does not look at cancellation ends the cancelled call when it returns.")
    void ignoring() {
        Programs.run(() -> {
            CompletableFuture<String> call = Suspend.call(probe::ignore);
            assertThat(((AsyncFuture<String>) call).cancel("why not")).isTrue();
            Programs.turn();
            assertThat(call).isNotDone();
            probe.release("too late");
            assertThatThrownBy(() -> await(call))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("why not");
        });
    }

    @Test
    @DisplayName("SUS-11: as in Kotlin, a function that swallows the cancellation leaves its call cancelled.")
    void swallowing() {
        Programs.run(() -> {
            CompletableFuture<String> call = Suspend.call(c -> probe.swallow("value", c));
            call.cancel(true);
            assertThatThrownBy(() -> await(call)).isInstanceOf(CancellationException.class);
            assertThat(probe.getSteps()).containsExactly("started", "swallowed", "finally");
        });
    }

    @Test
    @DisplayName("SUS-11: what the function throws when it is cancelled is what the call fails with.")
    void failing() {
        Programs.run(() -> {
            CompletableFuture<String> call = Suspend.call(probe::failWhenCancelled);
            call.cancel(true);
            assertThatThrownBy(() -> await(call))
                    .isExactlyInstanceOf(FixtureException.class)
                    .hasMessage("failed when cancelled");
        });
    }

    @Test
    @DisplayName("SUS-12: the message tells a caller's cancellation from one inside the function.")
    void whoWasCancelled() {
        Programs.run(() -> {
            CompletableFuture<String> inside = Suspend.call(probe::cancelledInside);
            assertThatThrownBy(() -> await(inside))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("cancelled inside");
            assertThat(Asyncio.currentTask().cancelling()).isZero();
            CompletableFuture<String> outside = Suspend.call(c -> new Probe().swallow("value", c));
            ((AsyncFuture<String>) outside).cancel("by the caller");
            assertThatThrownBy(() -> await(outside)).hasMessage("future was cancelled: by the caller");
        });
    }

    @Test
    @DisplayName("SUS-13: cancelled at each of its suspensions, a body that makes calls leaves nothing open.")
    void everywhere() {
        Plain plain = new Plain();
        int suspensions = CancelEverywhere.in(ledger -> {
                    Probe inner = new Probe();
                    Gate gate = new Gate();
                    ledger.open();
                    try {
                        String one = await(Suspend.<String>call(c -> plain.greetLater("a", c)));
                        CompletableFuture<String> two = Suspend.call(c -> inner.waitFor(gate, one, c));
                        EventLoop.running().callSoon(gate::open);
                        await(Asyncio.gather(List.of(two, Suspend.<String>call(c -> plain.findLater("b", c)))));
                    } finally {
                        ledger.close();
                    }
                })
                .run();
        assertThat(suspensions).isEqualTo(2);
    }

    @Test
    @DisplayName("SUS-10: a wait for the future that is given up leaves others who wait alone.")
    void sharedCall() throws ExecutionException {
        Programs.run(() -> {
            Gate gate = new Gate();
            CompletableFuture<String> call = Suspend.call(c -> probe.waitFor(gate, "for both", c));
            Task<String> first = Asyncio.createTask(() -> await(call));
            Task<String> second = Asyncio.createTask(() -> await(call));
            Programs.turn();
            first.cancel();
            Programs.turn();
            gate.open();
            assertThat(await(second)).isEqualTo("for both");
            assertThat(first.isCancelled()).isTrue();
        });
    }
}
