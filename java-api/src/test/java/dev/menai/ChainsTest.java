package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.shield;
import static dev.menai.Asyncio.sleep;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.support.Programs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Chains of any length: what passes along them needs no stack. */
class ChainsTest {
    private static final int BODIES = 2_500;
    private static final int STAGES = 1_000_000;

    private static Task<Integer> nested(int depth) {
        return createTask(() -> depth == 0 ? await(sleep(Duration.ofHours(1), 0)) : await(nested(depth - 1)) + 1);
    }

    @Test
    @DisplayName("CAN-22: a cancellation passes through any number of nested awaits")
    void nestedAwaits() {
        Programs.run(() -> {
            Task<Integer> outermost = nested(BODIES);
            for (int step = 0; step <= BODIES; step++) {
                turn();
            }
            assertThat(outermost.cancel("enough")).isTrue();
            assertThatThrownBy(() -> await(outermost)).isInstanceOf(CancellationException.class);
            assertThat(Asyncio.allTasks()).hasSize(1);
        });
    }

    @Test
    @DisplayName("CAN-22: a value passes back through them")
    void nestedValues() {
        Programs.run(() -> assertThat(await(nested(BODIES))).isEqualTo(BODIES));
    }

    @Test
    @DisplayName("CAN-22: the run ends when tasks wait for each other in a long line")
    void endOfTheRun() {
        List<Task<Void>> line = new ArrayList<>();
        Programs.run(() -> {
            CompletableFuture<Void> last = EventLoop.running().createFuture();
            for (int number = 0; number < BODIES; number++) {
                CompletableFuture<Void> before = last;
                line.add(createTask(() -> await(before)));
                last = line.get(number);
            }
            turn();
        });
        assertThat(line).allMatch(CompletableFuture::isCancelled);
    }

    @Test
    @DisplayName("CAN-22: a million derived stages are cancelled from the last, and completed from the first")
    void derivedStages() {
        AsyncFuture<Integer> cancelled = EventLoop.shared().createFuture();
        CompletableFuture<Integer> last = cancelled;
        for (int number = 0; number < STAGES; number++) {
            last = last.thenApply(value -> value + 1);
        }
        last.cancel(false);
        assertThat(cancelled).isCancelled();

        AsyncFuture<Integer> completed = EventLoop.shared().createFuture();
        last = completed;
        for (int number = 0; number < STAGES; number++) {
            last = last.thenApply(value -> value + 1);
        }
        completed.setResult(0);
        assertThat(last.join()).isEqualTo(STAGES);
    }

    @Test
    @DisplayName("CAN-22: futures that end each other, shields of shields, do so however many there are")
    void shields() {
        AsyncFuture<Integer> innermost = EventLoop.shared().createFuture();
        CompletableFuture<Integer> outermost = innermost;
        for (int number = 0; number < STAGES; number++) {
            outermost = shield(outermost);
        }
        innermost.setResult(1);
        assertThat(outermost).isCompletedWithValue(1);
    }

    @Test
    @DisplayName("CAN-22: a lock goes through any number of waiters that release it inside their callbacks")
    void callbacksOfALock() {
        Lock lock = new Lock();
        assertThat(lock.tryAcquire()).isTrue();
        int[] served = {0};
        for (int number = 0; number < STAGES; number++) {
            CompletableFuture<Void> unused = lock.acquire().thenAccept(held -> {
                served[0]++;
                held.close();
            });
        }
        lock.release();
        assertThat(served[0]).isEqualTo(STAGES);
        assertThat(lock).hasToString("Lock[unlocked, 0 waiting]");
    }

    @Test
    @DisplayName("CAN-22: an item is passed on by any number of getters that put it again inside their callbacks")
    void callbacksOfAQueue() {
        Queue<Integer> queue = new Queue<>();
        for (int number = 0; number < STAGES; number++) {
            CompletableFuture<Void> unused = queue.get().thenAccept(item -> queue.putNowait(item + 1));
        }
        queue.putNowait(0);
        assertThat(queue.getNowait()).isEqualTo(STAGES);
    }
}
