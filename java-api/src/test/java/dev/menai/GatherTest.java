package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.gatherOutcomes;
import static dev.menai.Asyncio.shield;
import static dev.menai.Asyncio.sleep;
import static dev.menai.support.Programs.after;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.function.ThrowingSupplier;
import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GatherTest {
    private static final Duration LONG = Duration.ofHours(1);
    private final Steps steps = new Steps();

    private static <T> Task<T> failing(int seconds, Exception failure) {
        return createTask(() -> {
            await(sleep(Duration.ofSeconds(seconds)));
            throw failure;
        });
    }

    @Test
    @DisplayName("GAT-1: values are in the order of the arguments; without arguments the list is empty")
    void order() {
        Programs.run(() -> {
            assertThat(await(gather(createTask(() -> after(3, "a")), createTask(() -> after(1, "b")))))
                    .containsExactly("a", "b");
            assertThat(await(gather())).isEmpty();
            assertThat(gather(List.<CompletableFuture<String>>of())).isDone();
            assertThat(await(gather(sleep(Duration.ZERO, "one"), CompletableFuture.completedFuture("two"))))
                    .containsExactly("one", "two");
        });
    }

    @Test
    @DisplayName("GAT-2: bodies are started by the call, not by the await")
    void startedAtOnce() {
        Programs.run(() -> {
            CompletableFuture<List<Integer>> gathering = gather(
                    () -> {
                        steps.add("first");
                        return 1;
                    },
                    () -> {
                        steps.add("second");
                        return 2;
                    });
            turn();
            steps.expect("first", "second");
            assertThat(await(gathering)).containsExactly(1, 2);
        });
    }

    @Test
    @DisplayName("GAT-3: the same future fills every position, the same body runs as often as it is passed")
    void duplicates() {
        Programs.run(() -> {
            Coroutine<Integer> body = () -> {
                steps.add("ran");
                return 7;
            };
            assertThat(await(Asyncio.<Integer>gather(body, body, body))).containsExactly(7, 7, 7);
            steps.expect("ran", "ran", "ran");
            Task<Integer> task = createTask(() -> after(1, 8));
            assertThat(await(gather(task, task))).containsExactly(8, 8);
        });
    }

    @Test
    @DisplayName("GAT-4: the first exception ends the gathering at once, the same instance; siblings go on")
    void firstFailure() {
        Programs.run(() -> {
            IOException failure = new IOException("first");
            Task<String> slow = createTask(() -> after(5, "slow"));
            assertThatThrownBy(() -> await(gather(slow, failing(1, failure)))).isSameAs(failure);
            assertThat(slow).isNotDone();
            assertThat(await(slow)).isEqualTo("slow");
        });
    }

    @Test
    @DisplayName(
            "GAT-17: a gathering that has failed does not count on the others any more: their last waiter cancels them")
    void survivors() {
        Programs.run(() -> {
            Task<String> survivor = createTask(() -> await(sleep(Duration.ofHours(1), "never")));
            assertThatThrownBy(() -> await(gather(survivor, failing(1, new IOException("x")))))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> await(Asyncio.waitFor(survivor, Duration.ofSeconds(1))))
                    .isInstanceOf(TimeoutException.class);
            assertThat(survivor).isCancelled();
        });
    }

    @Test
    @DisplayName("GAT-18: made on a plain thread, what waits for futures of one loop belongs to that loop")
    void belongsToTheLoopOfItsMembers() {
        EventLoop loop = EventLoop.virtualTime();
        AsyncFuture<String> first = loop.createFuture();
        AsyncFuture<String> second = loop.createFuture();
        List<CompletableFuture<?>> made = List.of(
                gather(first, second),
                gather(first, second, String::concat),
                gatherOutcomes(first, second),
                Asyncio.shield(first),
                Asyncio.waitFor(first, null),
                Asyncio.wait(List.of(first, second)));
        Set<Thread> threads = new HashSet<>();
        for (CompletableFuture<?> future : made) {
            ((AsyncFuture<?>) future).addDoneCallback(done -> threads.add(Thread.currentThread()));
        }
        loop.callSoon(() -> first.setResult("a"));
        loop.callSoon(() -> second.setResult("b"));
        loop.runUntilComplete(made.get(0));
        loop.runUntilComplete(made.get(made.size() - 1));
        assertThat(threads).containsExactly(Thread.currentThread());
        loop.close();
    }

    @Test
    @DisplayName("GAT-6: gatherOutcomes waits for all; failures and cancellations are values")
    void outcomes() {
        Programs.run(() -> {
            IOException failure = new IOException("x");
            Task<String> cancelled = createTask(() -> after(100, "never"));
            Task<String> failed = failing(1, failure);
            Task<String> fine = createTask(() -> after(2, "fine"));
            cancelled.cancel();
            List<Outcome<String>> outcomes = await(gatherOutcomes(fine, failed, cancelled));
            assertThat(outcomes.get(0).value()).isEqualTo("fine");
            assertThat(outcomes.get(0).isSuccess()).isTrue();
            assertThat(outcomes.get(1).exception()).isSameAs(failure);
            assertThatThrownBy(outcomes.get(1)::value).isSameAs(failure);
            assertThat(outcomes.get(2).isCancelled()).isTrue();
        });
    }

    @Test
    @DisplayName("GAT-7: a child cancelled on its own is a failure of the gathering, which is not cancelled itself")
    void cancelledChild() {
        Programs.run(() -> {
            Task<String> child = createTask(() -> after(100, "never"));
            Task<String> sibling = createTask(() -> after(1, "sibling"));
            CompletableFuture<List<String>> gathering = gather(child, sibling);
            turn();
            child.cancel();
            assertThatThrownBy(() -> await(gathering)).isInstanceOf(CancellationException.class);
            assertThat(gathering.isCancelled()).isFalse();
            assertThat(Asyncio.currentTask().cancelling()).isZero();
            assertThat(await(sibling)).isEqualTo("sibling");
        });
    }

    @Test
    @DisplayName("GAT-8: cancelling the gathering cancels every unfinished child, and it ends when they have")
    void cancellingTheGathering() {
        Programs.run(() -> {
            Task<?> quick = createTask(() -> await(sleep(LONG)));
            Task<?> tidy = createTask(() -> {
                try {
                    await(sleep(LONG));
                } finally {
                    await(sleep(Duration.ofSeconds(2)));
                    steps.add("tidied up");
                }
            });
            CompletableFuture<List<Object>> gathering = gather(quick, tidy);
            turn();
            assertThat(gathering.cancel(false)).isTrue();
            assertThat(gathering).isNotDone();
            await(sleep(Duration.ofSeconds(1)));
            assertThat(gathering).isNotDone();
            assertThatThrownBy(() -> await(gathering)).isInstanceOf(CancellationException.class);
            steps.expect("tidied up");
            assertThat(quick.isCancelled()).isTrue();
            assertThat(tidy.isCancelled()).isTrue();
        });
    }

    @Test
    @DisplayName("GAT-8: cancelling the task that awaits a gathering cancels the children")
    void cancellingTheAwaiter() {
        Programs.run(() -> {
            Task<?> child = createTask(() -> await(sleep(LONG)));
            Task<?> parent = createTask(() -> await(gather(child)));
            turn();
            parent.cancel("enough");
            assertThat(await(gatherOutcomes(parent)).get(0).exception()).hasMessageContaining("enough");
            assertThat(child.isCancelled()).isTrue();
        });
    }

    @Test
    @DisplayName("GAT-9: cancel returns false when every child is done; the values stand")
    void cancelTooLate() {
        Programs.run(() -> {
            AsyncFuture<String> child = EventLoop.running().createFuture();
            CompletableFuture<List<String>> gathering = gather(child);
            child.setResult("kept");
            assertThat(gathering.cancel(false)).isFalse();
            assertThat(await(gathering)).containsExactly("kept");
        });
    }

    @Test
    @DisplayName("GAT-10: a cancelled gathering of outcomes ends with the cancellation, not with a list")
    void cancelledOutcomes() {
        Programs.run(() -> {
            Task<?> child = createTask(() -> await(sleep(LONG)));
            CompletableFuture<List<Outcome<Object>>> gathering = gatherOutcomes(child);
            turn();
            gathering.cancel(false);
            assertThatThrownBy(() -> await(gathering)).isInstanceOf(CancellationException.class);
        });
    }

    @Test
    @DisplayName("GAT-11: the gathering ends cancelled even when the children swallow it and return values")
    void swallowingChildren() {
        Programs.run(() -> {
            Task<String> child = createTask(() -> {
                try {
                    return after(100, "never");
                } catch (CancellationException cancelled) {
                    return "swallowed";
                }
            });
            CompletableFuture<List<String>> gathering = gather(child);
            turn();
            gathering.cancel(false);
            assertThatThrownBy(() -> await(gathering)).isInstanceOf(CancellationException.class);
            assertThat(await(child)).isEqualTo("swallowed");
        });
    }

    @Test
    @DisplayName(
            "GAT-12: children that fail while they are cancelled do not replace the cancellation: they are suppressed in it, as a group")
    void failingWhileCancelled() {
        Programs.run(() -> {
            ThrowingSupplier<Object, Exception> child = () -> {
                try {
                    return await(sleep(LONG));
                } catch (CancellationException cancelled) {
                    throw new IOException("clean-up");
                }
            };
            for (CompletableFuture<?> gathering : List.of(gather(child), gatherOutcomes(child))) {
                turn();
                gathering.cancel(false);
                assertThatThrownBy(() -> await(gathering))
                        .isInstanceOf(CancellationException.class)
                        .satisfies(cancelled -> assertThat(
                                        ((ExceptionGroup) cancelled.getSuppressed()[0]).exceptions())
                                .extracting(Throwable::getMessage)
                                .containsExactly("clean-up"));
            }
        });
    }

    @Test
    @DisplayName("GAT-12: what had failed before a gathering of outcomes was cancelled is not lost with the outcomes")
    void failedBeforeTheCancellation() {
        Programs.run(() -> {
            CompletableFuture<?> gathering = gatherOutcomes(
                    createTask(() -> {
                        throw new IOException("before");
                    }),
                    createTask(() -> await(sleep(LONG))));
            turn();
            turn();
            gathering.cancel(false);
            assertThatThrownBy(() -> await(gathering))
                    .isInstanceOf(CancellationException.class)
                    .satisfies(
                            cancelled -> assertThat(((ExceptionGroup) cancelled.getSuppressed()[0]).exceptions())
                                    .extracting(Throwable::getMessage)
                                    .containsExactly("before"));
        });
    }

    @Test
    @DisplayName("GAT-13: after a failure, cancel returns false and does not stop the survivors")
    void cancelAfterFailure() {
        Programs.run(() -> {
            Task<String> survivor = createTask(() -> after(5, "survived"));
            CompletableFuture<List<String>> gathering = gather(failing(1, new IOException("x")), survivor);
            await(sleep(Duration.ofSeconds(2)));
            assertThat(gathering.cancel(false)).isFalse();
            assertThatThrownBy(() -> await(gathering)).hasMessage("x");
            assertThat(await(survivor)).isEqualTo("survived");
        });
    }

    @Test
    @DisplayName("GAT-19: nothing of a gathering that has failed stays with members that outlive it")
    void failedAndForgotten() throws Exception {
        Programs.run(() -> {
            CompletableFuture<String> foreign = new CompletableFuture<>();
            CompletableFuture<String> own = EventLoop.running().createFuture();
            ReferenceQueue<Object> gone = new ReferenceQueue<>();
            Set<Reference<?>> gatherings = new HashSet<>();
            for (boolean isLate : new boolean[] {true, false}) {
                gatherings.add(new WeakReference<>(failedGathering(isLate, foreign, own), gone));
            }
            while (!gatherings.isEmpty()) {
                System.gc();
                gatherings.remove(gone.remove(10));
            }
            own.completeExceptionally(new IOException("is reported to nobody, GAT-5"));
            assertThat(foreign).isNotDone();
        });
    }

    private static Object failedGathering(boolean isLate, CompletableFuture<?> foreign, CompletableFuture<?> own) {
        CompletableFuture<String> failing = EventLoop.running().createFuture();
        if (!isLate) {
            failing.completeExceptionally(new ArithmeticException());
        }
        CompletableFuture<?> gathering = gather(List.of(failing, foreign, own));
        if (isLate) {
            failing.completeExceptionally(new ArithmeticException());
        }
        assertThatThrownBy(() -> await(gathering)).isInstanceOf(ArithmeticException.class);
        return gathering;
    }

    @Test
    @DisplayName("GAT-14: futures of different loops, and foreign ones, are gathered")
    void differentLoops() {
        Programs.run(() -> {
            CompletableFuture<String> theirs = EventLoop.shared().submit(() -> "theirs");
            CompletableFuture<String> foreign = CompletableFuture.supplyAsync(() -> "foreign");
            assertThat(await(gather(theirs, foreign, sleep(Duration.ZERO, "mine"))))
                    .containsExactly("theirs", "foreign", "mine");
        });
    }

    @Test
    @DisplayName("GAT-15: children that are done at the call count; if all are, so is the gathering")
    void doneChildren() {
        Programs.run(() -> {
            assertThat(gather(CompletableFuture.completedFuture(1), CompletableFuture.completedFuture(2)))
                    .isCompletedWithValue(List.of(1, 2));
        });
    }

    @Test
    @DisplayName("GAT-16: a shield inside a gathering protects its inner; a shield around one leaves it running")
    void shields() {
        Programs.run(() -> {
            Task<String> protectedTask = createTask(() -> after(1, "inner"));
            CompletableFuture<List<String>> gathering = gather(shield(protectedTask));
            gathering.cancel(false);
            assertThatThrownBy(() -> await(gathering)).isInstanceOf(CancellationException.class);
            assertThat(await(protectedTask)).isEqualTo("inner");
            Task<String> child = createTask(() -> after(1, "child"));
            CompletableFuture<List<String>> shielded = gather(child);
            shield(shielded).cancel(false);
            assertThat(await(shielded)).containsExactly("child");
        });
    }

    @Test
    void differentTypesWithACombiner() {
        Programs.run(() -> {
            Task<Integer> number = createTask(() -> after(2, 20));
            Task<String> text = createTask(() -> after(1, "x"));
            String two = await(gather(number, text, (n, t) -> t + n));
            assertThat(two).isEqualTo("x20");
            String three = await(gather(number, text, sleep(Duration.ZERO, 'c'), (n, t, c) -> t + n + c));
            assertThat(three).isEqualTo("x20c");
            assertThatThrownBy(() -> await(gather(number, failing(1, new IOException("second")), (n, t) -> n)))
                    .hasMessage("second");
            assertThatThrownBy(() -> await(gather(number, text, (n, t) -> {
                        throw new IllegalArgumentException("combiner");
                    })))
                    .hasMessage("combiner");
        });
    }

    @Test
    void nullValuesAreCarried() {
        Programs.run(() -> {
            assertThat(await(gather(CompletableFuture.completedFuture((String) null), sleep(Duration.ZERO, "x"))))
                    .isEqualTo(Arrays.asList(null, "x"));
        });
    }

    @Test
    void manyMembers() {
        Programs.run(() -> {
            List<Task<Integer>> tasks = new ArrayList<>();
            for (int number = 0; number < 10_000; number++) {
                int own = number;
                tasks.add(createTask(() -> own));
            }
            assertThat(await(gather(tasks))).hasSize(10_000).startsWith(0, 1).endsWith(9_999);
        });
    }
}
