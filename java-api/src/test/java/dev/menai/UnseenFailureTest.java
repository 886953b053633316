package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.engine.tasks.LoopFuture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnseenFailureTest {
    private final EventLoop loop = EventLoop.virtualTime();
    private final List<ExceptionContext> reports = Collections.synchronizedList(new ArrayList<>());

    UnseenFailureTest() {
        loop.setExceptionHandler((on, context) -> reports.add(context));
    }

    private void runOnce() {
        loop.stop();
        loop.runForever();
    }

    private List<String> messagesAtClose() {
        loop.close();
        return reports.stream().map(ExceptionContext::message).toList();
    }

    @Test
    @DisplayName("FUT-11: a failure that nobody looked at is reported once, when the loop is closed")
    void reportedAtClose() {
        IOException failure = new IOException("lost");
        AsyncFuture<String> future = loop.createFuture();
        future.setException(failure);
        assertThat(messagesAtClose()).containsExactly("Future exception was never retrieved");
        assertThat(reports.get(0).exception()).isSameAs(failure);
        assertThat(reports.get(0).future()).contains("failed").contains("lost");
        loop.close();
        assertThat(reports).hasSize(1);
    }

    @Test
    @DisplayName("FUT-11: a failure that is looked at while it comes is not reported when the loop is closed at once")
    void lookedAtWhileItComes() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < 20_000; round++) {
                EventLoop closing = EventLoop.create();
                closing.setExceptionHandler((on, context) -> reports.add(context));
                AsyncFuture<String> future = closing.createFuture();
                Future<?> completion = other.submit(() -> future.completeExceptionally(new IOException("seen")));
                while (!future.isDone()) {
                    Thread.onSpinWait();
                }
                assertThat(future.exception()).hasMessage("seen");
                closing.close();
                completion.get();
            }
        } finally {
            other.shutdown();
        }
        assertThat(reports).isEmpty();
    }

    @Test
    @DisplayName("FUT-11: a failed task that nobody looked at is reported with its name")
    void reportedTask() {
        loop.createTask("fetch", () -> {
            throw new IOException("lost");
        });
        runOnce();
        assertThat(messagesAtClose()).containsExactly("Task 'fetch' exception was never retrieved");
    }

    @Test
    @DisplayName("FUT-11: a failure that nobody looked at is reported when its future is collected")
    void reportedAtCollection() throws InterruptedException {
        CountDownLatch reported = new CountDownLatch(1);
        loop.setExceptionHandler((on, context) -> {
            reports.add(context);
            reported.countDown();
        });
        loop.<String>createFuture().setException(new IOException("lost"));
        while (reported.getCount() > 0) {
            System.gc();
            reported.await(10, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
        loop.close();
        assertThat(reports).hasSize(1);
    }

    @Test
    @DisplayName("FUT-11: result, exception, exceptionNow, an await, a join and a derived stage count as looking")
    void looking() {
        IOException failure = new IOException("seen");
        List<AsyncFuture<String>> futures = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            futures.add(loop.createFuture());
            futures.get(number).setException(failure);
        }
        assertThatThrownBy(futures.get(0)::result).isSameAs(failure);
        assertThat(futures.get(1).exception()).isSameAs(failure);
        assertThatThrownBy(() -> loop.runUntilComplete((Coroutine<String>) () -> await(futures.get(2))))
                .isSameAs(failure);
        assertThatThrownBy(futures.get(3)::join).hasCause(failure);
        CompletableFuture<String> handled = futures.get(4).exceptionally(Throwable::getMessage);
        assertThat(handled).isCompletedWithValue("seen");
        assertThat(futures.get(5).exceptionNow()).isSameAs(failure);
        assertThat(messagesAtClose()).isEmpty();
    }

    @Test
    @DisplayName("FUT-11: delivery to a waiter counts as looking")
    void delivered() {
        AsyncFuture<String> future = loop.createFuture();
        Task<String> waiter = loop.createTask(() -> {
            try {
                return await(future);
            } catch (RuntimeException caught) {
                return caught.getMessage();
            }
        });
        runOnce();
        future.setException(new IllegalArgumentException("delivered"));
        assertThat(loop.runUntilComplete(waiter)).isEqualTo("delivered");
        assertThat(messagesAtClose()).isEmpty();
    }

    @Test
    @DisplayName("FUT-11: so does a stage of the JDK's that was made of it")
    void seenByStagesOfTheJdk() {
        List<Function<AsyncFuture<String>, CompletionStage<?>>> stages = List.of(
                CompletableFuture::allOf,
                future -> CompletableFuture.anyOf(future, new CompletableFuture<>()),
                future -> CompletableFuture.completedFuture(1).thenCompose(one -> future),
                future -> CompletableFuture.completedFuture(1).thenCombine(future, (one, value) -> value),
                future -> new CompletableFuture<String>().applyToEither(future, value -> value),
                future -> future.exceptionallyCompose(failure -> CompletableFuture.completedFuture("instead")),
                AsyncFuture::minimalCompletionStage,
                AsyncFuture::copy);
        for (Function<AsyncFuture<String>, CompletionStage<?>> made : stages) {
            AsyncFuture<String> future = loop.createFuture();
            CompletionStage<?> stage = made.apply(future);
            future.setException(new IOException("the stage has it"));
            assertThat(stage.toCompletableFuture()).isDone();
        }
        // of those that look at what is done already, allOf and anyOf alone cannot be seen
        for (Function<AsyncFuture<String>, CompletionStage<?>> made : stages.subList(2, stages.size())) {
            AsyncFuture<String> future = loop.createFuture();
            future.setException(new IOException("the stage has it"));
            assertThat(made.apply(future).toCompletableFuture()).isDone();
        }
        assertThat(messagesAtClose()).isEmpty();
    }

    @Test
    @DisplayName("FUT-11: so does a stage that is being derived while the failure comes")
    void derivedWhileItComes() {
        LoopFuture<String> future = new LoopFuture<>(loop.engine()) {
            @Override
            protected <U> LoopFuture<U> fresh() {
                completeExceptionally(new IOException("seen")); // as another thread may at this moment
                return super.fresh();
            }
        };
        assertThat(future.handle((value, failure) -> failure.getMessage()).join())
                .isEqualTo("seen");
        assertThat(messagesAtClose()).isEmpty();
    }

    @Test
    @DisplayName("FUT-11: a done callback that does not look at the outcome does not count")
    void callbackIsNotLooking() {
        AsyncFuture<String> future = loop.createFuture();
        future.addDoneCallback(done -> {});
        future.setException(new IOException("lost"));
        runOnce();
        assertThat(messagesAtClose()).hasSize(1);
    }

    @Test
    @DisplayName("FUT-12: no report of results, pending or cancelled futures, or after a cancel of the failed future")
    void noReport() {
        loop.<String>createFuture().setResult("unread");
        loop.createFuture();
        loop.createFuture().cancel();
        AsyncFuture<String> failed = loop.createFuture();
        failed.setException(new IOException("silenced"));
        assertThat(failed.cancel()).isFalse();
        assertThat(messagesAtClose()).isEmpty();
    }

    @Test
    void derivedStagesDoNotReport() {
        AsyncFuture<String> future = loop.createFuture();
        CompletableFuture<Integer> derived = future.thenApply(String::length);
        future.setException(new IOException("the stage has it"));
        assertThat(derived).isCompletedExceptionally();
        assertThat(messagesAtClose()).isEmpty();
    }

    @Test
    @DisplayName("SHD-4: an inner failure after the outer was cancelled is reported like any other")
    void shieldedFailure() {
        AsyncFuture<String> inner = loop.createFuture();
        loop.runUntilComplete(() -> {
            CompletableFuture<String> outer = Asyncio.shield(inner);
            outer.cancel(false);
        });
        inner.setException(new IOException("orphan"));
        assertThat(reports).isEmpty();
        assertThat(messagesAtClose()).containsExactly("Future exception was never retrieved");
    }

    @Test
    @DisplayName("GAT-5: failures of siblings after the first one are not reported")
    void siblingsOfGather() {
        loop.runUntilComplete(() -> {
            Task<String> first = createTask(() -> {
                throw new IOException("first");
            });
            Task<String> second = createTask(() -> {
                await(sleep(Duration.ofSeconds(1)));
                throw new IOException("second");
            });
            assertThatThrownBy(() -> await(Asyncio.gather(first, second))).hasMessage("first");
            await(sleep(Duration.ofSeconds(2)));
        });
        assertThat(messagesAtClose()).isEmpty();
    }
}
