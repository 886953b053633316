package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gatherOutcomes;
import static dev.menai.Asyncio.shield;
import static dev.menai.Asyncio.sleep;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.engine.tasks.Futures;
import dev.menai.support.Log;
import dev.menai.support.Programs;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ShieldTest {
    @Test
    @DisplayName("SHD-1: value and exception pass through; a done argument is returned as it is")
    void passesThrough() {
        Programs.run(() -> {
            assertThat(await(shield(sleep(Duration.ofSeconds(1), "value")))).isEqualTo("value");
            IOException failure = new IOException("x");
            Task<String> failing = createTask(() -> {
                turn();
                throw failure;
            });
            assertThatThrownBy(() -> await(shield(failing))).isSameAs(failure);
            CompletableFuture<String> done = CompletableFuture.completedFuture("done");
            assertThat(shield(done)).isCompletedWithValue("done");
            Task<String> over = createTask(() -> "over");
            await(over);
            assertThat(shield(over)).isSameAs(over);
            CompletableFuture<String> foreign = new CompletableFuture<>();
            CompletableFuture<String> outer = shield(foreign);
            foreign.complete("foreign");
            assertThat(await(outer)).isEqualTo("foreign");
        });
    }

    @Test
    @DisplayName("CAN-7: the value of a foreign future that was there before the request is delivered through a shield")
    void foreignValueOnItsWay() {
        Programs.run(() -> {
            CompletableFuture<String> foreign = new CompletableFuture<>();
            Task<String> waiting = createTask(() -> await(shield(foreign)));
            AsyncFuture<String> shielded = shield(foreign);
            turn();
            foreign.complete("foreign");
            assertThat(waiting.cancel()).isTrue();
            assertThat(shielded.cancel()).isFalse();
            assertThat(await(waiting)).isEqualTo("foreign");
            assertThat(await(shielded)).isEqualTo("foreign");
        });
    }

    @Test
    @DisplayName("SHD-2: cancelling the outer ends it at once, and leaves the inner running without a callback on it")
    void cancelOuter() {
        Programs.run(() -> {
            AsyncFuture<String> inner = EventLoop.running().createFuture();
            CompletableFuture<String> outer = shield(inner);
            assertThat(inner.toString()).contains("a shield");
            assertThat(outer.cancel(false)).isTrue();
            assertThat(outer).isCancelled();
            assertThat(inner).isNotDone();
            assertThat(inner.toString()).doesNotContain("a shield");
            assertThat(Futures.awaitedBy(inner)).isEmpty();
        });
    }

    @Test
    @DisplayName("SHD-2: cancelling the task that awaits a shield leaves the inner running")
    void cancelAwaiter() {
        Programs.run(() -> {
            Task<String> inner = createTask(() -> await(sleep(Duration.ofSeconds(2), "kept")));
            Task<String> waiter = createTask(() -> await(shield(inner)));
            turn();
            waiter.cancel();
            assertThat(await(gatherOutcomes(waiter)).get(0).isCancelled()).isTrue();
            assertThat(await(inner)).isEqualTo("kept");
        });
    }

    @Test
    @DisplayName("SHD-3: cancelling the inner cancels the outer")
    void cancelInner() {
        Programs.run(() -> {
            AsyncFuture<String> inner = EventLoop.running().createFuture();
            CompletableFuture<String> outer = shield(inner);
            inner.cancel("inner");
            assertThatThrownBy(() -> await(outer))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("inner");
            assertThat(outer).isCancelled();
            assertThat(Asyncio.currentTask().cancelling()).isZero();
        });
    }

    @Test
    void aShieldProtectsFromOtherWaitersToo() {
        Programs.run(() -> {
            Task<String> inner = createTask(() -> await(sleep(Duration.ofSeconds(2), "kept")));
            shield(inner).cancel(false);
            Task<String> direct = createTask(() -> await(inner));
            turn();
            direct.cancel();
            assertThat(await(gatherOutcomes(direct)).get(0).isCancelled()).isTrue();
            assertThat(await(inner)).isEqualTo("kept");
        });
    }

    @Test
    @DisplayName("SHD-5: a shield does not hold at the end of the run; the orphan's failure is reported")
    void endOfRun(Log log) {
        Programs.run(() -> {
            Task<String> inner = createTask("orphan", () -> {
                try {
                    return await(sleep(Duration.ofHours(1), "never"));
                } catch (CancellationException cancelled) {
                    throw new IOException("orphan's clean-up");
                }
            });
            Task<String> waiter = createTask(() -> await(shield(inner)));
            turn();
            waiter.cancel();
            turn();
        });
        assertThat(log.records()).hasSize(1);
        assertThat(log.records().get(0).getThrown()).hasMessage("orphan's clean-up");
        assertThat(log.messages().get(0)).contains("shutdown").contains("orphan");
    }
}
