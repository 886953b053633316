package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Log;
import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WaitTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private final Steps steps = new Steps();

    private static Task<Integer> after(int seconds) {
        return createTask(() -> await(sleep(Duration.ofSeconds(seconds), seconds)));
    }

    private static Task<Integer> failingAfter(int seconds) {
        return createTask(() -> {
            await(sleep(Duration.ofSeconds(seconds)));
            throw new IOException("after " + seconds);
        });
    }

    @Test
    @DisplayName("WAIT-1: no stages and null are refused")
    void badInput() {
        assertThatThrownBy(() -> Asyncio.wait(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stages must not be empty: there would be nothing to wait for");
        assertThatThrownBy(() -> Asyncio.wait((List<Task<?>>) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("stages must not be null");
        CompletableFuture<Integer> done = CompletableFuture.completedFuture(1);
        assertThatThrownBy(() -> Asyncio.wait(Arrays.asList(done, null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("stages must not hold null, but does at index 1");
        assertThatThrownBy(() -> Asyncio.wait(List.of(done), (ReturnWhen) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("returnWhen must not be null");
    }

    @Test
    @DisplayName("WAIT-2: duplicates collapse; what can be iterated once only is accepted")
    void duplicates() {
        Programs.run(() -> {
            Task<Integer> task = after(1);
            Stream<Task<Integer>> twice = Stream.of(task, task);
            Waited<Task<Integer>> waited = await(Asyncio.wait(twice::iterator));
            assertThat(waited.done()).containsExactly(task);
            assertThat(waited.pending()).isEmpty();
        });
    }

    @Test
    @DisplayName("WAIT-3: failures of members are not thrown, and not looked at")
    void failuresAreNotThrown(Log log) {
        Programs.run(() -> {
            Waited<Task<Integer>> waited = await(Asyncio.wait(List.of(failingAfter(1), after(2))));
            assertThat(waited.done()).hasSize(2);
        });
        assertThat(log.messages()).singleElement().asString().contains("exception was never retrieved");
    }

    @Test
    @DisplayName("WAIT-4: a timeout gives what is there, throws nothing and cancels nothing")
    void timeout() {
        Programs.run(() -> {
            Task<Integer> quick = after(1);
            Task<Integer> slow = after(3);
            Waited<Task<Integer>> waited =
                    await(Asyncio.wait(List.of(quick, slow), Duration.ofSeconds(2), ReturnWhen.ALL_COMPLETED));
            assertThat(waited.done()).containsExactly(quick);
            assertThat(waited.pending()).containsExactly(slow);
            Waited<Task<Integer>> again = await(Asyncio.wait(List.of(quick, slow), Duration.ofMillis(500)));
            assertThat(again.pending()).containsExactly(slow);
            assertThat(await(slow)).isEqualTo(3);
        });
    }

    @Test
    @DisplayName("WAIT-4: zero and negative times end it in the next iteration")
    void noTime() {
        Programs.run(() -> {
            for (Duration time : List.of(Duration.ZERO, SECOND.negated())) {
                CompletableFuture<Integer> done = CompletableFuture.completedFuture(1);
                AsyncFuture<Integer> pending = EventLoop.running().createFuture();
                Waited<CompletableFuture<Integer>> waited =
                        await(Asyncio.wait(List.of(done, pending), time, ReturnWhen.ALL_COMPLETED));
                assertThat(waited.done()).containsExactly(done);
                assertThat(waited.pending()).containsExactly(pending);
            }
            assertThat(EventLoop.running().time()).isZero();
        });
    }

    @Test
    @DisplayName("WAIT-5: FIRST_EXCEPTION ends with a failure, not with a cancellation; without one with the last")
    void firstException() {
        Programs.run(() -> {
            Task<Integer> failing = failingAfter(2);
            Task<Integer> cancelled = after(9);
            Task<Integer> slow = after(5);
            EventLoop.running().callLater(SECOND, cancelled::cancel);
            Waited<Task<Integer>> waited =
                    await(Asyncio.wait(List.of(failing, cancelled, slow), ReturnWhen.FIRST_EXCEPTION));
            assertThat(waited.done()).containsExactly(failing, cancelled);
            assertThat(failing.exception()).hasMessage("after 2");

            Waited<Task<Integer>> all = await(Asyncio.wait(List.of(cancelled, slow), ReturnWhen.FIRST_EXCEPTION));
            assertThat(all.pending()).isEmpty();
        });
    }

    @Test
    @DisplayName("WAIT-6: what ends while the one who waits is on his way is done, in both sets and for good")
    void endsMeanwhile() {
        Programs.run(() -> {
            AsyncFuture<String> first = EventLoop.running().createFuture();
            AsyncFuture<String> second = EventLoop.running().createFuture();
            AsyncFuture<String> third = EventLoop.running().createFuture();
            first.setResult("first");
            Waited<AsyncFuture<String>> waited =
                    await(Asyncio.wait(List.of(first, second, third), ReturnWhen.FIRST_COMPLETED));
            second.setResult("between");
            assertThat(waited.pending()).containsExactly(third);
            third.setResult("after");
            assertThat(waited.done()).containsExactly(first, second);
            assertThat(waited.pending()).containsExactly(third);
            assertThatThrownBy(() -> waited.pending().remove(third)).isInstanceOf(UnsupportedOperationException.class);
        });
    }

    @Test
    @DisplayName("WAIT-6: done holds also what ended in the same iteration as the one that ended the wait")
    void sameIteration() {
        Programs.run(() -> {
            AsyncFuture<Integer> first = EventLoop.running().createFuture();
            AsyncFuture<Integer> second = EventLoop.running().createFuture();
            EventLoop.running().callSoon(() -> first.setResult(1));
            EventLoop.running().callSoon(() -> second.setResult(2));
            Waited<AsyncFuture<Integer>> waited =
                    await(Asyncio.wait(List.of(first, second), ReturnWhen.FIRST_COMPLETED));
            assertThat(waited.done()).containsExactly(first, second);
        });
    }

    @Test
    @DisplayName("WAIT-7: even when everything is done, the wait gives up one iteration")
    void givesUpIteration() {
        Programs.run(() -> {
            EventLoop.running().callSoon(() -> steps.add("callback"));
            await(Asyncio.wait(List.of(CompletableFuture.completedFuture(1))));
            steps.add("after the wait");
        });
        steps.expect("callback", "after the wait");
    }

    @Test
    @DisplayName("WAIT-8: cancelling the waiter leaves the members alone")
    void cancelled() {
        Programs.run(() -> {
            Task<Integer> member = after(3);
            Task<?> waiter = createTask(() -> await(Asyncio.wait(List.of(member))));
            await(sleep(SECOND));
            waiter.cancel();
            assertThat(catchThrowable(() -> await(waiter))).isInstanceOf(CancellationException.class);
            assertThat(await(member)).isEqualTo(3);
        });
    }

    @Test
    @DisplayName("WAIT-9: nothing of the wait stays with members that outlive it, ours or not")
    void leavesNothing() {
        Programs.run(() -> {
            AsyncFuture<Integer> ours = EventLoop.running().createFuture();
            CompletableFuture<Integer> foreign = new CompletableFuture<>();
            await(Asyncio.wait(List.of(ours, foreign), Duration.ZERO, ReturnWhen.ALL_COMPLETED));
            assertThat(ours).hasToString("Future[pending]");
            await(sleep(Duration.ofHours(1))); // virtual time is not held up by the foreign one any more
            foreign.complete(1);
            ours.setResult(1);
        });
    }

    @Test
    @DisplayName("FIRST_COMPLETED ends with any member, on foreign threads too")
    void foreignThread() {
        Asyncio.run(() -> {
            CompletableFuture<String> foreign = CompletableFuture.supplyAsync(() -> "from a pool");
            CompletableFuture<String> never = new CompletableFuture<>();
            Waited<CompletableFuture<String>> waited =
                    await(Asyncio.wait(List.of(never, foreign), ReturnWhen.FIRST_COMPLETED));
            assertThat(waited.done()).containsExactly(foreign);
        });
    }

    @Test
    @DisplayName("WAIT-9: whoever else waits for a member is still told, and can still cancel it")
    void othersStay() {
        Programs.run(() -> {
            AsyncFuture<Integer> pending = EventLoop.running().createFuture();
            Task<Integer> first = createTask(() -> await(pending));
            Task<Integer> second = createTask(() -> await(pending));
            await(sleep(Duration.ZERO));
            CompletableFuture<Integer> done = CompletableFuture.completedFuture(0);
            await(Asyncio.wait(List.of(done, pending), ReturnWhen.FIRST_COMPLETED));
            pending.setResult(1);
            assertThat(await(first) + await(second)).isEqualTo(2);

            AsyncFuture<Integer> alone = EventLoop.running().createFuture();
            await(Asyncio.wait(List.of(done, alone), ReturnWhen.FIRST_COMPLETED));
            Task<Integer> last = createTask(() -> await(alone));
            await(sleep(Duration.ZERO));
            last.cancel();
            assertThat(catchThrowable(() -> await(last))).isInstanceOf(CancellationException.class);
            assertThat(alone.isCancelled()).isTrue();
        });
    }

    @Test
    @DisplayName("WAIT-9: a foreign future that outlives many waits does not keep them")
    void foreignFutureForgets() {
        Programs.run(() -> {
            CompletableFuture<Integer> foreign = new CompletableFuture<>();
            CompletableFuture<Integer> done = CompletableFuture.completedFuture(0);
            for (int round = 0; round < 100; round++) {
                await(Asyncio.wait(List.of(foreign, done), ReturnWhen.FIRST_COMPLETED));
            }
            assertThat(foreign.getNumberOfDependents()).isLessThan(10);
        });
    }
}
