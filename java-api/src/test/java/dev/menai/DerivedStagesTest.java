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
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

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
