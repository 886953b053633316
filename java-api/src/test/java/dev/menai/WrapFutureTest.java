package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.timeout;
import static dev.menai.Asyncio.toThread;
import static dev.menai.Asyncio.wrapFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Programs;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A future of an executor's, which can only be waited for by blocking. */
@org.junit.jupiter.api.Timeout(60)
class WrapFutureTest {
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void shutDown() {
        executor.shutdownNow();
    }

    @Test
    @DisplayName("FUT-23: its value arrives through the loop, and its failure as it is")
    void outcomes() {
        CountDownLatch mayEnd = new CountDownLatch(1);
        IOException lost = new IOException("lost");
        Future<Integer> value = executor.submit(() -> {
            mayEnd.await();
            return 1;
        });
        Future<Integer> failure = executor.submit(() -> {
            mayEnd.await();
            throw lost;
        });
        Asyncio.run(() -> {
            AsyncFuture<Integer> first = wrapFuture(value);
            AsyncFuture<Integer> second = wrapFuture(failure);
            assertThat(first.loop()).isSameAs(EventLoop.running());
            mayEnd.countDown();
            assertThat(await(first)).isEqualTo(1);
            assertThatThrownBy(() -> await(second)).isSameAs(lost);
        });
    }

    @Test
    @DisplayName("FUT-23: one that is done takes no thread; a stage is followed as any other")
    void withoutAThread() {
        FutureTask<Integer> done = new FutureTask<>(() -> 1);
        done.run();
        FutureTask<Integer> failed = new FutureTask<>(() -> {
            throw new IOException("lost");
        });
        failed.run();
        FutureTask<Integer> cancelled = new FutureTask<>(() -> 1);
        cancelled.cancel(false);
        Programs.run(() -> {
            assertThat(wrapFuture(done)).isCompletedWithValue(1);
            assertThat(catchThrowable(() -> await(wrapFuture(failed)))).isInstanceOf(IOException.class);
            assertThat(wrapFuture(cancelled)).isCancelled();
            CompletableFuture<Integer> stage = new CompletableFuture<>();
            AsyncFuture<Integer> follower = wrapFuture(stage);
            stage.complete(2);
            assertThat(await(follower)).isEqualTo(2);
            assertThat(wrapFuture(follower)).isSameAs(follower);
        });
    }

    @Test
    @DisplayName("FUT-23: so does cancelling who waits for the wrapper, or for a stage of it, when nobody else does")
    void waiterCancelled() {
        Asyncio.run(() -> {
            FutureTask<Integer> first = new FutureTask<>(() -> 1);
            assertThatThrownBy(() -> timeout(Duration.ofMillis(1), () -> await(wrapFuture(first))))
                    .isInstanceOf(TimeoutException.class);
            assertThat(first).isCancelled();
            FutureTask<Integer> second = new FutureTask<>(() -> 1);
            CompletableFuture<Integer> stage = wrapFuture(second).thenApply(value -> value + 1);
            stage.cancel(false);
            assertThat(second).isCancelled();
        });
    }

    @Test
    @DisplayName("FUT-23: one that waits for its thread is cancelled as well")
    void cancelledBeforeItBegan() {
        CountDownLatch mayEnd = new CountDownLatch(1);
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            Asyncio.run(() -> {
                EventLoop.running().setDefaultExecutor(one);
                AsyncFuture<Void> busy = toThread(() -> {
                    mayEnd.await();
                });
                FutureTask<Integer> task = new FutureTask<>(() -> 1);
                AsyncFuture<Integer> wrapper = wrapFuture(task);
                wrapper.cancel();
                assertThat(task).isCancelled();
                mayEnd.countDown();
                await(busy);
            });
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    @DisplayName("FUT-23: cancelling the wrapper cancels the future, and the other way round")
    void cancelled() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Future<Integer> endless = executor.submit(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupt) {
                interrupted.countDown();
            }
            return 1;
        });
        FutureTask<Integer> neverRun = new FutureTask<>(() -> 1);
        begun.await();
        Asyncio.run(() -> {
            AsyncFuture<Integer> wrapper = wrapFuture(endless);
            wrapper.cancel("enough");
            assertThatThrownBy(() -> await(wrapper)).isInstanceOf(CancellationException.class);
            AsyncFuture<Integer> other = wrapFuture(neverRun);
            neverRun.cancel(false);
            assertThatThrownBy(() -> await(other)).isInstanceOf(CancellationException.class);
        });
        interrupted.await();
        assertThat(endless).isCancelled();
    }
}
