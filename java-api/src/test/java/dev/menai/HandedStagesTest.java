package dev.menai;

import static dev.menai.Asyncio.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.function.ThrowingFunction;
import dev.menai.support.Programs;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was handed to a future of which stages are derived: a function has it, or it goes back. */
class HandedStagesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Deque<Runnable> later = new ArrayDeque<>();

    private interface Deriving {
        CompletableFuture<?> of(AsyncFuture<Integer> get, Runnable begun);
    }

    private enum Derivation {
        APPLY((get, begun) -> get.thenApply(item -> {
            begun.run();
            return item;
        })),
        ACCEPT((get, begun) -> get.thenAccept(item -> begun.run())),
        RUN(AsyncFuture::thenRun),
        HANDLE((get, begun) -> get.handle((item, failure) -> {
            noteIfItem(failure, begun);
            return item;
        })),
        WHEN_COMPLETE((get, begun) -> get.whenComplete((item, failure) -> noteIfItem(failure, begun))),
        EXCEPTIONALLY((get, begun) -> get.exceptionally(failure -> -1)),
        COMPOSE((get, begun) -> get.thenCompose(item -> {
            begun.run();
            return CompletableFuture.completedFuture(item);
        })),
        COMBINE((get, begun) -> get.thenCombine(CompletableFuture.completedFuture(1), (item, one) -> {
            begun.run();
            return item;
        })),
        ACCEPT_BOTH(
                (get, begun) -> get.thenAcceptBoth(CompletableFuture.completedFuture(1), (item, one) -> begun.run())),
        RUN_AFTER_BOTH((get, begun) -> get.runAfterBoth(CompletableFuture.completedFuture(1), begun)),
        COPY((get, begun) -> get.copy()),
        STAGE_OF_A_STAGE((get, begun) -> get.thenAccept(item -> begun.run()).thenApply(done -> done));

        final Deriving deriving;

        Derivation(Deriving deriving) {
            this.deriving = deriving;
        }

        private static void noteIfItem(Throwable failure, Runnable begun) {
            if (failure == null) {
                begun.run();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "CAN-21: of a stage that one thread cancels while another serves its source, the item is used once or is back")
    void raced(Derivation derivation) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < 2_000; round++) {
                Queue<Integer> queue = new Queue<>();
                AtomicInteger begun = new AtomicInteger();
                CompletableFuture<?> stage = derivation.deriving.of(queue.get(), begun::incrementAndGet);
                CyclicBarrier start = new CyclicBarrier(2);
                Future<?> cancelling = other.submit(() -> {
                    start.await();
                    return stage.cancel(true);
                });
                start.await();
                queue.putNowait(round);
                cancelling.get();
                boolean isUsed = begun.get() == 1 || !stage.isCancelled();
                assertThat(queue.size()).isEqualTo(isUsed ? 0 : 1);
            }
        } finally {
            other.shutdown();
        }
    }

    private enum End {
        CANCEL(stage -> stage.cancel(true)),
        FAIL(stage -> stage.completeExceptionally(new IllegalStateException("enough"))),
        COMPLETE(stage -> stage.complete(null)),
        OBTRUDE(stage -> stage.obtrudeValue(null));

        final Consumer<CompletableFuture<?>> end;

        End(Consumer<CompletableFuture<?>> end) {
            this.end = end;
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("CAN-21: an item that is put by one who has just heard of the end of the stage is in the queue")
    void putAtTheEnd(Derivation derivation) {
        for (End end : End.values()) {
            Queue<Integer> queue = new Queue<>();
            CompletableFuture<?> stage = derivation.deriving.of(queue.get(), () -> {});
            stage.whenComplete((value, failure) -> queue.putNowait(1));
            end.end.accept(stage);
            assertThat(queue.size()).as("%s", end).isEqualTo(1);
            assertThat(queue).hasToString("Queue[1 items, 1 unfinished]");
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"JUST_WAIT_FOR", "ITERATION_IN_TIME", "WAIT_FOR"}) // no functions, which use what they begin with
    @DisplayName("CAN-21: looking at a failure takes nothing: what comes at that moment is back")
    void failedAndLooked(Way way) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < 2_000; round++) {
                Queue<Integer> queue = new Queue<>();
                CompletableFuture<?> wait = way.stage.apply(queue);
                CyclicBarrier start = new CyclicBarrier(2);
                Future<Boolean> failing = other.submit(() -> {
                    start.await();
                    boolean isFailed = wait.completeExceptionally(new IllegalStateException("enough"));
                    return catchThrowable(wait::join) != null && isFailed;
                });
                start.await();
                queue.putNowait(round);
                boolean isFailed = failing.get();
                if (isFailed || way == Way.ITERATION_IN_TIME) {
                    assertThat(queue.size()).isEqualTo(isFailed ? 1 : 0);
                } else {
                    assertThat(wait.join()).isEqualTo(round);
                }
            }
        } finally {
            other.shutdown();
        }
    }

    private enum Way {
        JUST_WAIT_FOR(queue -> waitFor(queue.get(), HOUR)),
        ITERATION_IN_TIME(queue -> waitFor(queue.asyncIterator().advance(), HOUR)),
        WAIT_FOR(queue -> waitFor(queue.get(), HOUR).copy()),
        WAIT_FOR_TWICE(queue -> waitFor(waitFor(queue.get(), HOUR), HOUR).thenApply(item -> item)),
        ITERATION(queue -> queue.asyncIterator().advance().thenApply(isThere -> isThere));

        final Function<Queue<Integer>, CompletableFuture<?>> stage;

        Way(Function<Queue<Integer>, CompletableFuture<?>> stage) {
            this.stage = stage;
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("CAN-21: so is one that comes by a waitFor or an iteration")
    void putAtTheEndOfOthers(Way way) {
        Programs.run(() -> {
            Queue<Integer> queue = new Queue<>();
            CompletableFuture<?> stage = way.stage.apply(queue);
            stage.whenComplete((value, failure) -> queue.putNowait(1));
            stage.cancel(true);
            assertThat(queue).hasToString("Queue[1 items, 1 unfinished]");
        });
    }

    @Test
    @DisplayName("CAN-21: a lock goes to the next when the stage ends before its function has begun")
    void functionThatHasNotBegun() {
        Programs.run(() -> {
            Lock lock = new Lock();
            lock.tryAcquire();
            AtomicInteger runs = new AtomicInteger();
            AsyncFuture<Acquirable.Held> acquired = lock.acquire();
            CompletableFuture<Integer> stage = acquired.thenApplyAsync(held -> runs.incrementAndGet(), later::add);
            lock.release();
            assertThat(later).hasSize(1);
            stage.cancel(true);
            assertThat(lock.isLocked()).isFalse();
            assertThat(acquired).isCancelled();
            later.remove().run();
            assertThat(runs).hasValue(0);
        });
    }

    @Test
    @DisplayName("CAN-21: what one of several stages has begun with does not go back for another one")
    void severalStages() {
        Programs.run(() -> {
            Queue<String> queue = new Queue<>();
            AsyncFuture<String> get = queue.get();
            CompletableFuture<String> now = get.thenApply(item -> item);
            CompletableFuture<String> afterwards = get.thenApplyAsync(item -> item, later::add);
            queue.putNowait("item");
            afterwards.cancel(true);
            assertThat(now).isCompletedWithValue("item");
            assertThat(queue.isEmpty()).isTrue();
        });
    }

    private enum Look {
        AWAIT(Asyncio::await),
        JOIN(AsyncFuture::join),
        GET(AsyncFuture::get),
        GET_NOW(get -> get.getNow("none")),
        RESULT(AsyncFuture::result),
        STAGE(get -> get.thenApply(item -> item).join()),
        COPY(get -> get.copy().join()),
        STAGE_OF_OTHERS(get -> CompletableFuture.completedFuture(1)
                .thenCombine(get, (one, item) -> item)
                .join());

        final ThrowingFunction<AsyncFuture<String>, String, Exception> look;

        Look(ThrowingFunction<AsyncFuture<String>, String, Exception> look) {
            this.look = look;
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("CAN-21: what somebody has looked at does not go back when a stage ends before its function has begun")
    void looked(Look look) throws Exception {
        Programs.run(() -> {
            Queue<String> queue = new Queue<>();
            AsyncFuture<String> get = queue.get();
            CompletableFuture<String> both = get.thenCombine(new CompletableFuture<>(), (item, never) -> item);
            queue.putNowait("item");
            assertThat(look.look.apply(get)).isEqualTo("item");
            both.cancel(true);
            assertThat(queue.isEmpty()).isTrue();
            assertThat(get).isCompletedWithValue("item");
        });
    }

    @Test
    @DisplayName("CAN-21: a text form is no look")
    void textForm() {
        Programs.run(() -> {
            Queue<String> queue = new Queue<>();
            AsyncFuture<String> get = queue.get();
            CompletableFuture<String> both = get.thenCombine(new CompletableFuture<>(), (item, never) -> item);
            queue.putNowait("item");
            assertThat(get).hasToString("Future[done, result=item]");
            both.cancel(true);
            assertThat(queue.getNowait()).isEqualTo("item");
            assertThat(get).isCancelled();
        });
    }

    @Test
    @DisplayName("CAN-21: what a function has begun with is its own, whatever becomes of the stage")
    void functionThatHasBegun() {
        Programs.run(() -> {
            Queue<String> queue = new Queue<>();
            CompletableFuture<String> answer = new CompletableFuture<>();
            CompletableFuture<String> stage = queue.get().thenCompose(item -> answer);
            queue.putNowait("item");
            stage.cancel(true);
            assertThat(answer).isCancelled();
            assertThat(queue.isEmpty()).isTrue();
        });
    }

    @Test
    @DisplayName("CAN-21: a stage of what was there at once leaves alone what others may have seen")
    void lateStage() {
        Programs.run(() -> {
            Queue<String> queue = new Queue<>();
            queue.putNowait("item");
            AsyncFuture<String> got = queue.get();
            List<String> seen = List.of(got.join());
            got.thenApplyAsync(item -> item, later::add).cancel(true);
            assertThat(seen).containsExactly("item");
            assertThat(got).isCompletedWithValue("item");
            assertThat(queue.isEmpty()).isTrue();
        });
    }
}
