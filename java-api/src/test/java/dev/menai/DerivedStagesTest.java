package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.sleep;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DerivedStagesTest {
    private final Steps steps = new Steps();

    private static AsyncFuture<String> future() {
        return EventLoop.running().createFuture();
    }

    @Test
    void cancellingADerivedStageCancelsItsSource() {
        Programs.run(() -> {
            Task<String> task = createTask(() -> await(sleep(Duration.ofHours(1), "never")));
            CompletableFuture<Integer> end = task.thenApply(String::trim).thenApply(String::length);
            turn();
            end.cancel(false);
            assertThatThrownBy(() -> await(task)).isInstanceOf(CancellationException.class);
        });
    }

    @Test
    void aDerivedStageLeavesASharedSourceAlone() {
        Programs.run(() -> {
            AsyncFuture<String> source = future();
            CompletableFuture<String> first = source.thenApply(String::trim);
            CompletableFuture<String> second = source.thenApply(String::trim);
            first.cancel(false);
            assertThat(source).isNotDone();
            second.cancel(false);
            assertThat(source).isCancelled();
        });
    }

    @Test
    void aShieldStopsTheCancellation() {
        Programs.run(() -> {
            AsyncFuture<String> source = future();
            Asyncio.shield(source).thenApply(String::trim).cancel(false);
            assertThat(source).isNotDone();
        });
    }

    @Test
    void stagesOfTwoCancelBothSources() {
        Programs.run(() -> {
            AsyncFuture<String> left = future();
            AsyncFuture<String> right = future();
            left.thenCombine(right, String::concat).cancel(false);
            assertThat(left).isCancelled();
            assertThat(right).isCancelled();
            CompletableFuture<String> foreign = new CompletableFuture<>();
            future().applyToEither(foreign, String::trim).cancel(false);
            assertThat(foreign).isCancelled();
        });
    }

    @Test
    void aComposedStageCancelsTheInnerOne() {
        Programs.run(() -> {
            AsyncFuture<String> source = future();
            AsyncFuture<String> inner = future();
            CompletableFuture<String> composed = source.thenCompose(value -> inner);
            source.setResult("go");
            composed.cancel(false);
            assertThat(inner).isCancelled();
        });
    }

    @Test
    void aStageComposedOfAFailureCancelsTheInnerOne() {
        Programs.run(() -> {
            AsyncFuture<String> source = future();
            AsyncFuture<String> inner = future();
            CompletableFuture<String> composed = source.exceptionallyCompose(failure -> inner);
            CompletableFuture<String> ofFailed = future();
            source.setException(new IllegalStateException("go"));
            assertThat(composed).isNotDone();
            composed.cancel(false);
            assertThat(inner).isCancelled();
            source.exceptionallyComposeAsync(failure -> ofFailed, Runnable::run).cancel(false);
            assertThat(ofFailed).isCancelled();
            assertThatThrownBy(() -> source.exceptionallyCompose(null)).isInstanceOf(NullPointerException.class);
        });
    }

    @Test
    void aStageComposedOfAFailureCancelsItsSource() {
        Programs.run(() -> {
            AsyncFuture<String> source = future();
            source.exceptionallyCompose(CompletableFuture::failedFuture).cancel(false);
            assertThat(source).isCancelled();
        });
    }

    @Test
    void cancellingTheAwaiterOfADerivedStageReachesTheSource() {
        Programs.run(() -> {
            AsyncFuture<String> source = future();
            CompletableFuture<String> derived = source.thenApply(String::trim);
            Task<String> waiter = createTask(() -> await(derived));
            turn();
            waiter.cancel();
            assertThatThrownBy(() -> await(waiter)).isInstanceOf(CancellationException.class);
            assertThat(derived).isCancelled();
            assertThat(source).isCancelled();
        });
    }

    @Test
    void derivedStagesCanBeAwaitedAndHaveDoneCallbacks() {
        Programs.run(() -> {
            AsyncFuture<String> source = future();
            CompletableFuture<Integer> length = source.thenApply(String::length);
            Asyncio.ensureFuture(length).addDoneCallback(done -> steps.add(done.result()));
            EventLoop.running().callSoon(() -> source.setResult("four"));
            assertThat(await(length)).isEqualTo(4);
            turn();
            steps.expect(4);
        });
    }

    @Test
    void aWaiterOnAStageThatIsComputedElsewhereIsResumed() {
        Programs.run(() -> {
            AsyncFuture<String> done = future();
            done.setResult("x");
            CompletableFuture<String> elsewhere = done.thenApplyAsync(value -> value + "!");
            assertThat(await(elsewhere)).isEqualTo("x!");
            assertThat(await(done.copy())).isEqualTo("x");
        });
    }

    @Test
    void timeoutsOfTheJdkWork() {
        assertThatThrownBy(() -> EventLoop.shared()
                        .<String>createFuture()
                        .orTimeout(1, TimeUnit.MILLISECONDS)
                        .join())
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(EventLoop.shared()
                        .<String>createFuture()
                        .completeOnTimeout("late", 1, TimeUnit.MILLISECONDS)
                        .join())
                .isEqualTo("late");
    }

    @Test
    void aTimeoutDoesNotCountAsAWaiter() {
        Programs.run(() -> {
            AsyncFuture<String> source = future();
            source.orTimeout(1, TimeUnit.HOURS);
            Task<String> waiter = createTask(() -> await(source));
            turn();
            waiter.cancel();
            assertThat(source).isCancelled();
            assertThatThrownBy(() -> await(waiter)).isInstanceOf(CancellationException.class);
        });
    }

    @Test
    void completingFromOutsideStopsTheWorkBehind() {
        Programs.run(() -> {
            CompletableFuture<String> nap = sleep(Duration.ofHours(1), "slept");
            assertThat(nap.complete("woken")).isTrue();
            assertThat(await(nap)).isEqualTo("woken");
            Task<String> child = createTask(() -> await(sleep(Duration.ofHours(1), "never")));
            CompletableFuture<java.util.List<String>> gathering = Asyncio.gather(child);
            turn();
            gathering.completeExceptionally(new IOException("enough"));
            assertThatThrownBy(() -> await(gathering)).hasMessage("enough");
            assertThatThrownBy(() -> await(child)).isInstanceOf(CancellationException.class);
        });
    }

    @Test
    void completingFromOutsideInterruptsBlockingWork() throws InterruptedException {
        CountDownLatch isBlocked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CompletableFuture<Void> work = Asyncio.toThread(() -> {
            isBlocked.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupt) {
                interrupted.countDown();
            }
        });
        isBlocked.await();
        work.complete(null);
        interrupted.await();
        assertThat(work).isCompletedWithValue(null);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("FUT-20: who ends a derived stage, in whatever way, ends its source like one who cancels it")
    void endingADerivedStage(End end) {
        Asyncio.run(() -> {
            AsyncFuture<String> ended = future(); // who awaits the task itself counts on it
            Task<String> task = createTask(() -> {
                try {
                    return await(sleep(Duration.ofHours(1), "never"));
                } catch (CancellationException cancelled) {
                    ended.setResult("cancelled");
                    throw cancelled;
                }
            });
            CompletableFuture<String> trimmed = task.thenApply(String::trim);
            CompletableFuture<String> stage = trimmed.thenCombine(future(), String::concat);
            turn();
            end.how.accept(stage);
            await(Asyncio.wait(List.of(stage)));
            assertThat(await(ended)).isEqualTo("cancelled");
            if (stage.isCompletedExceptionally()) {
                stage.exceptionally(seen -> "");
            }
        });
    }

    @Test
    @DisplayName("FUT-20: unless somebody else counts on the source")
    void endingADerivedStageOfASharedSource() {
        Programs.run(() -> {
            AsyncFuture<String> source = future();
            CompletableFuture<String> other = source.thenApply(String::trim);
            source.thenApply(String::length).complete(3);
            assertThat(source).isNotDone();
            source.setResult(" value ");
            assertThat(await(other)).isEqualTo("value");
        });
    }

    private enum End {
        CANCEL(stage -> stage.cancel(true)),
        COMPLETE(stage -> stage.complete("other")),
        COMPLETE_EXCEPTIONALLY(stage -> stage.completeExceptionally(new IOException("enough"))),
        OBTRUDE_VALUE(stage -> stage.obtrudeValue("other")),
        OBTRUDE_EXCEPTION(stage -> stage.obtrudeException(new IOException("enough"))),
        OR_TIMEOUT(stage -> stage.orTimeout(1, TimeUnit.MILLISECONDS)),
        COMPLETE_ON_TIMEOUT(stage -> stage.completeOnTimeout("late", 1, TimeUnit.MILLISECONDS));

        private final Consumer<CompletableFuture<String>> how;

        End(Consumer<CompletableFuture<String>> how) {
            this.how = how;
        }
    }

    @Test
    @DisplayName("FUT-21: of two sources, the one that was slower keeps nothing of the stage")
    void theSlowerSource() throws Exception {
        AsyncFuture<byte[]> never = EventLoop.shared().createFuture();
        ReferenceQueue<Object> gone = new ReferenceQueue<>();
        List<WeakReference<?>> values = List.of(
                raced(gone, work -> never.applyToEither(work, value -> value)),
                raced(gone, work -> work.applyToEither(never, value -> value)),
                raced(gone, work -> never.acceptEither(work, value -> {})),
                raced(gone, work -> never.runAfterEitherAsync(work, () -> {})));
        for (int left = values.size(); left > 0; ) {
            System.gc();
            if (gone.remove(10) != null) {
                left--;
            }
        }
        assertThat(never).isNotDone();
    }

    private static WeakReference<?> raced(
            ReferenceQueue<Object> gone, Function<AsyncFuture<byte[]>, CompletableFuture<?>> race) {
        AsyncFuture<byte[]> work = EventLoop.shared().createFuture();
        CompletableFuture<?> first = race.apply(work);
        byte[] value = new byte[100];
        work.setResult(value);
        first.join();
        return new WeakReference<>(value, gone);
    }

    @Test
    void aFunctionMustNotBeNull() {
        Programs.run(() -> {
            assertThatThrownBy(() -> future().thenCompose(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> future().thenComposeAsync(null)).isInstanceOf(NullPointerException.class);
        });
    }

    @Test
    void whatCompleteAsyncThrowsIsWrappedAsByTheJdk() {
        Programs.run(() -> {
            IllegalArgumentException thrown = new IllegalArgumentException("supplier");
            for (CompletableFuture<String> failing : List.of(future(), new CompletableFuture<String>())) {
                CompletableFuture<Throwable> seen = failing.handle((value, failure) -> failure);
                failing.completeAsync(() -> {
                    throw thrown;
                });
                assertThat(await(seen)).isInstanceOf(CompletionException.class).hasCause(thrown);
            }
        });
    }

    @Test
    void completeAsyncCompletesThroughTheFront() {
        Programs.run(() -> {
            AsyncFuture<String> future = future();
            assertThat(await(future.completeAsync(() -> "value"))).isEqualTo("value");
            AsyncFuture<String> failing = future();
            failing.completeAsync(() -> {
                throw new IllegalArgumentException("supplier");
            });
            assertThatThrownBy(() -> await(failing)).hasMessage("supplier");
        });
    }
}
