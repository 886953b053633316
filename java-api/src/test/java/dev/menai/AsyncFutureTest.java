package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AsyncFutureTest {
    private final EventLoop loop = EventLoop.virtualTime();
    private final AsyncFuture<String> future = loop.createFuture();
    private final Steps steps = new Steps();

    @AfterEach
    void close() {
        loop.close();
    }

    private void runOnce() {
        loop.stop();
        loop.runForever();
    }

    @Test
    @DisplayName("FUT-1: a future is completed once; a second result or exception is refused")
    void completedOnce() {
        future.setResult("first");
        assertThatThrownBy(() -> future.setResult("second"))
                .isInstanceOf(InvalidStateException.class)
                .hasMessageContaining("must be pending to be completed, but is done");
        assertThatThrownBy(() -> future.setException(new IOException())).isInstanceOf(InvalidStateException.class);
        assertThat(future.cancel()).isFalse();
        assertThat(future.result()).isEqualTo("first");
    }

    @Test
    @DisplayName("FUT-1: a cancelled future takes no result")
    void noResultAfterCancel() {
        assertThat(future.cancel()).isTrue();
        assertThat(future.cancel()).isFalse();
        assertThatThrownBy(() -> future.setResult("late")).isInstanceOf(InvalidStateException.class);
        assertThat(future.isCancelled()).isTrue();
    }

    @Test
    @DisplayName("FUT-2: result and exception of a pending future are refused, of a cancelled one they throw")
    void resultAndException() {
        assertThatThrownBy(future::result)
                .isInstanceOf(InvalidStateException.class)
                .hasMessageContaining("must be done to have a result, but is pending; await it");
        assertThatThrownBy(future::exception).isInstanceOf(InvalidStateException.class);
        future.cancel();
        assertThatThrownBy(future::result).isInstanceOf(CancellationException.class);
        assertThatThrownBy(future::exception).isInstanceOf(CancellationException.class);
        IOException failure = new IOException();
        AsyncFuture<String> failed = loop.createFuture();
        failed.setException(failure);
        assertThat(failed.exception()).isSameAs(failure);
        assertThatThrownBy(failed::result).isSameAs(failure);
        AsyncFuture<String> done = loop.createFuture();
        done.setResult(null);
        assertThat(done.exception()).isNull();
        assertThat(done.result()).isNull();
    }

    @Test
    @DisplayName("FUT-3: callbacks never run inside the completion, and in the order of registration")
    void callbacksLater() {
        future.addDoneCallback(done -> steps.add(1));
        future.addDoneCallback(done -> steps.add(2));
        future.addDoneCallback(done -> steps.add(3));
        future.setResult("x");
        steps.expect();
        runOnce();
        steps.expect(1, 2, 3);
    }

    @Test
    @DisplayName("FUT-4: a callback on a done future runs soon, not inline")
    void callbackOnDone() {
        future.setResult("x");
        future.addDoneCallback(done -> steps.add(done.result()));
        steps.expect();
        runOnce();
        steps.expect("x");
    }

    @Test
    @DisplayName(
            "FUT-5: equal callbacks run as often as added and are removed together; after completion it is too late")
    void removing() {
        Consumer<AsyncFuture<String>> twice = done -> steps.add("twice");
        Consumer<AsyncFuture<String>> once = done -> steps.add("once");
        future.addDoneCallback(twice);
        future.addDoneCallback(once);
        future.addDoneCallback(twice);
        assertThat(future.removeDoneCallback(twice)).isEqualTo(2);
        assertThat(future.removeDoneCallback(twice)).isZero();
        future.addDoneCallback(twice);
        future.addDoneCallback(twice);
        future.setResult("x");
        assertThat(future.removeDoneCallback(once)).isZero();
        runOnce();
        steps.expect("once", "twice", "twice");
    }

    @Test
    @DisplayName("FUT-6: a failing callback does not keep the following ones from running")
    void failingCallback() {
        loop.setExceptionHandler((on, context) -> steps.add(context.exception().getMessage()));
        future.addDoneCallback(done -> {
            throw new IllegalArgumentException("callback failed");
        });
        future.addDoneCallback(done -> steps.add("next"));
        future.setResult("x");
        runOnce();
        steps.expect("callback failed", "next");
    }

    @Test
    @DisplayName("FUT-7: a callback may remove others while callbacks are being run")
    void removingWhileRunning() {
        Consumer<AsyncFuture<String>> other = done -> steps.add("other");
        future.addDoneCallback(done -> steps.add(done.removeDoneCallback(other)));
        future.addDoneCallback(other);
        future.setResult("x");
        runOnce();
        steps.expect(0, "other");
    }

    @Test
    @DisplayName("FUT-8: the cancel message is in the exception of every waiter, and later results repeat it")
    void cancelMessage() {
        Programs.run(() -> {
            AsyncFuture<String> mine = EventLoop.running().createFuture();
            Task<String> waiter = createTask(() -> {
                try {
                    return await(mine);
                } catch (CancellationException cancelled) {
                    return cancelled.getMessage();
                }
            });
            await(sleep(Duration.ZERO));
            mine.cancel("shutting down");
            assertThat(await(waiter)).isEqualTo("future was cancelled: shutting down");
            assertThatThrownBy(mine::result).hasMessageContaining("shutting down");
            assertThatThrownBy(mine::result).hasMessageContaining("shutting down");
        });
    }

    @Test
    @DisplayName("FUT-9: awaiting a done future does not suspend, and may be done any number of times")
    void awaitDone() {
        Programs.run(() -> {
            AsyncFuture<String> mine = EventLoop.running().createFuture();
            mine.setResult("v");
            EventLoop.running().callSoon(() -> steps.add("callback"));
            assertThat(await(mine)).isEqualTo("v");
            assertThat(await(mine)).isEqualTo("v");
            steps.expect();
        });
    }

    @Test
    @DisplayName("FUT-10: everybody gets the same exception instance, whose trace does not grow")
    void sameException() {
        Programs.run(() -> {
            IOException failure = new IOException("x");
            int depth = failure.getStackTrace().length;
            AsyncFuture<String> mine = EventLoop.running().createFuture();
            mine.setException(failure);
            for (int again = 0; again < 3; again++) {
                assertThatThrownBy(() -> await(mine)).isSameAs(failure);
                assertThatThrownBy(mine::result).isSameAs(failure);
            }
            assertThat(failure.getStackTrace()).hasSize(depth);
            assertThat(failure.getSuppressed()).isEmpty();
        });
    }

    @Test
    @DisplayName("FUT-13: a timer that completes a future tolerates one that is cancelled")
    void cancelledSleep() {
        Programs.run(() -> {
            CompletableFuture<String> nap = sleep(Duration.ofSeconds(1), "slept");
            nap.cancel(false);
            await(sleep(Duration.ofSeconds(2)));
            assertThat(nap).isCancelled();
        });
    }

    @Test
    @DisplayName("FUT-14: ensureFuture returns a loop's future itself, and wraps a foreign one through the loop")
    void wrapping() {
        Programs.run(() -> {
            AsyncFuture<String> mine = EventLoop.running().createFuture();
            assertThat(Asyncio.ensureFuture(mine)).isSameAs(mine);
            CompletableFuture<String> foreign = new CompletableFuture<>();
            AsyncFuture<String> wrapper = Asyncio.ensureFuture(foreign);
            foreign.complete("v");
            assertThat(wrapper).isNotDone();
            assertThat(await(wrapper)).isEqualTo("v");
            IOException failure = new IOException();
            CompletableFuture<String> failing = new CompletableFuture<>();
            AsyncFuture<String> failed = Asyncio.ensureFuture(failing);
            failing.completeExceptionally(failure);
            assertThatThrownBy(() -> await(failed)).isSameAs(failure);
        });
    }

    @Test
    @DisplayName("FUT-14: cancelling a wrapper cancels its source; it is refused when the source has finished")
    void cancelWrapper() {
        CompletableFuture<String> source = new CompletableFuture<>();
        AsyncFuture<String> wrapper = loop.runUntilComplete(() -> Asyncio.ensureFuture(source));
        assertThat(wrapper.cancel()).isTrue();
        assertThat(source).isCancelled();
        CompletableFuture<String> finished = new CompletableFuture<>();
        AsyncFuture<String> late = loop.runUntilComplete(() -> Asyncio.ensureFuture(finished));
        finished.complete("kept");
        assertThat(late.cancel()).isFalse();
        assertThat(loop.runUntilComplete(late)).isEqualTo("kept");
    }

    @Test
    @DisplayName("FUT-15: a source that finishes late completes its wrapper, unless that was cancelled")
    void lateSource() {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<String> other = new CompletableFuture<>();
        AsyncFuture<String> wrapper = loop.runUntilComplete(() -> Asyncio.ensureFuture(source));
        AsyncFuture<String> cancelled = loop.runUntilComplete(() -> Asyncio.ensureFuture(other));
        cancelled.cancel();
        loop.close();
        source.complete("late");
        other.complete("late");
        assertThat(wrapper).isCompletedWithValue("late");
        assertThat(cancelled).isCancelled();
    }

    @Test
    @DisplayName("FUT-16: a future of another loop may be awaited; its completion arrives through the awaiter's loop")
    void otherLoop() {
        AsyncFuture<String> theirs = EventLoop.shared().createFuture();
        Task<Boolean> waiter = loop.createTask(() -> await(theirs).equals("v") && EventLoop.running() == loop);
        loop.callSoon(() -> theirs.setResult("v"));
        assertThat(loop.runUntilComplete(waiter)).isTrue();
    }

    @Test
    @DisplayName("FUT-2: only a failed future has an exception now")
    void exceptionNow() {
        AsyncFuture<String> pending = loop.createFuture();
        assertThatThrownBy(pending::exceptionNow)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Future[pending] must have failed to have an exception now, but has not");
        AsyncFuture<String> cancelled = loop.createFuture();
        cancelled.cancel();
        assertThatThrownBy(cancelled::exceptionNow).isInstanceOf(IllegalStateException.class);
        AsyncFuture<String> failed = loop.createFuture();
        IOException lost = new IOException("lost");
        failed.setException(lost);
        assertThat(failed.exceptionNow()).isSameAs(lost);
    }

    @Test
    void waitersAreToldFirstInFirstOut() {
        Programs.run(() -> {
            AsyncFuture<String> mine = EventLoop.running().createFuture();
            List<Task<?>> waiters = new ArrayList<>();
            for (int number = 0; number < 5; number++) {
                int own = number;
                waiters.add(createTask(() -> {
                    await(mine);
                    steps.add(own);
                }));
            }
            await(sleep(Duration.ZERO));
            mine.setResult("go");
            await(Asyncio.gather(waiters));
            steps.expect(0, 1, 2, 3, 4);
        });
    }
}
