package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.ensureFuture;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.gatherOutcomes;
import static dev.menai.Asyncio.shield;
import static dev.menai.Asyncio.timeout;
import static dev.menai.Asyncio.waitFor;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.support.Log;
import dev.menai.support.Programs;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Futures that are not a loop's: who follows them, who cancels them, and what they throw. */
class ForeignFuturesTest {
    /** The words that wait for a stage; what they return can be cancelled. */
    private enum Word {
        AWAIT(stage -> createTask(() -> await(stage))),
        WAIT_FOR(stage -> waitFor(stage, null)),
        GATHER(stage -> gather(stage)),
        ENSURE_FUTURE(Asyncio::ensureFuture),
        TIMEOUT(stage -> createTask(() -> timeout(Duration.ofHours(1), () -> await(stage)))),
        DERIVED(stage -> Asyncio.sleep(Duration.ofHours(1)).thenCombine(stage, (slept, value) -> value));

        final Function<CompletableFuture<String>, CompletableFuture<?>> call;

        Word(Function<CompletableFuture<String>, CompletableFuture<?>> call) {
            this.call = call;
        }
    }

    private static final class Recording extends CompletableFuture<String> {
        private final List<Boolean> cancels = new ArrayList<>();

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            cancels.add(mayInterruptIfRunning);
            return super.cancel(mayInterruptIfRunning);
        }
    }

    private static final class Textless extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("no text");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("CAN-24: who is cancelled cancels the foreign future, whatever of the JDK's stands on it")
    void cancelled(Word word) {
        Programs.run(() -> {
            Recording foreign = new Recording();
            CompletableFuture<String> ofTheLibrary = foreign.thenApply(value -> value);
            CompletableFuture<?> waiting = word.call.apply(foreign);
            turn();
            waiting.cancel(true);
            turn();
            assertThat(foreign.cancels).containsExactly(true);
            assertThat(ofTheLibrary).isCompletedExceptionally();
        });
    }

    @Test
    @DisplayName(
            "CAN-16: the message is in the exceptions of the body and of the awaiter, who cannot have it from the future")
    void messages() {
        Programs.run(() -> {
            for (boolean isLimited : new boolean[] {false, true}) {
                CompletableFuture<Integer> foreign = new CompletableFuture<>();
                Task<Integer> task =
                        createTask("k", () -> await(isLimited ? waitFor(foreign, Duration.ofHours(1)) : foreign));
                turn();
                task.cancel("why");
                assertThat(catchThrowable(() -> await(task)))
                        .isInstanceOf(CancellationException.class)
                        .hasMessage("task 'k' was cancelled: why");
            }
        });
        CompletableFuture<Integer> foreign = new CompletableFuture<>();
        Throwable late = catchThrowable(() -> Asyncio.run(() -> await(waitFor(foreign, Duration.ofMillis(1)))));
        assertThat(late.getCause())
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("it was not done within PT0.001S");
    }

    @Test
    @DisplayName("LOOP-28: a foreign future that ends with a cancellation whose text throws ends those who wait for it")
    void unrulyCancellation() {
        Asyncio.run(() -> {
            CancellationException unruly = new CancellationException() {
                @Override
                public String getMessage() {
                    throw new IllegalStateException("no text");
                }
            };
            List<Function<CompletableFuture<Integer>, CompletableFuture<Integer>>> forms =
                    List.of(foreign -> foreign, foreign -> waitFor(foreign, Duration.ofHours(1)));
            for (Function<CompletableFuture<Integer>, CompletableFuture<Integer>> form : forms) {
                CompletableFuture<Integer> foreign = new CompletableFuture<>() {
                    @Override
                    public boolean cancel(boolean mayInterruptIfRunning) {
                        return completeExceptionally(unruly);
                    }
                };
                Task<Integer> task = createTask(() -> await(form.apply(foreign)));
                turn();
                task.cancel();
                assertThat(catchThrowable(() -> await(task)) == unruly).isTrue();
            }
        });
    }

    @Test
    @DisplayName("CAN-24: also where a wait is only just being begun when a thread cancels it")
    void cancelledWhileItBegins() {
        AtomicInteger moment = new AtomicInteger(); // a few nanoseconds each
        for (int round = 0; round < 100_000; round++) {
            CompletableFuture<String> foreign = new CompletableFuture<>();
            AtomicBoolean isBegun = new AtomicBoolean();
            Task<String> task = EventLoop.shared().createTask(() -> {
                isBegun.set(true);
                return await(foreign);
            });
            while (!isBegun.get()) {
                Thread.onSpinWait();
            }
            for (int i = round % 60; i > 0; i--) {
                moment.lazySet(i);
            }
            task.cancel();
            assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
            assertThat(foreign.isCancelled()).as("in round %s", round).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "GATHER", mode = EnumSource.Mode.EXCLUDE) // it cancels its members in any case, as in asyncio
    @DisplayName("CAN-24: when nobody of ours counts on it any more: the last of two, in whatever form they wait")
    void cancelledByTheLast(Word word) {
        Programs.run(() -> {
            Recording foreign = new Recording();
            CompletableFuture<?> first = word.call.apply(foreign);
            Task<String> second = createTask(() -> await(foreign));
            turn();
            first.cancel(true);
            turn();
            assertThat(foreign.cancels).isEmpty();
            second.cancel();
            turn();
            assertThat(foreign.cancels).containsExactly(true);
        });
    }

    @ParameterizedTest
    @EnumSource(names = "GATHER", mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("CAN-24: a shield protects what others share, for good")
    void shielded(Word word) {
        Programs.run(() -> {
            Recording foreign = new Recording();
            Task<String> shielding = createTask(() -> await(shield(foreign)));
            turn();
            shielding.cancel();
            turn();
            CompletableFuture<?> waiting = word.call.apply(foreign);
            turn();
            waiting.cancel(true);
            turn();
            assertThat(foreign.cancels).isEmpty();
            assertThat(foreign).isNotDone();
        });
    }

    @Test
    @DisplayName("FUT-18: a foreign future has one registration of ours, however many wait for it and leave")
    void oneRegistration() {
        Programs.run(() -> {
            CompletableFuture<String> never = new CompletableFuture<>();
            for (int round = 0; round < 100; round++) {
                shield(never).cancel(true);
                CompletableFuture<Integer> failing = new CompletableFuture<>();
                CompletableFuture<?> both = gather(shield(never), failing);
                failing.completeExceptionally(new ArithmeticException());
                assertThatThrownBy(() -> await(both)).isInstanceOf(ArithmeticException.class);
                await(Asyncio.wait(List.of(never), Duration.ZERO, ReturnWhen.FIRST_COMPLETED));
                Task<String> waiting = createTask(() -> await(shield(never)));
                turn();
                waiting.cancel();
                await(Asyncio.wait(List.of(waiting)));
            }
            assertThat(never.getNumberOfDependents()).isEqualTo(1);
        });
    }

    @Test
    @DisplayName("FUT-18: and is not kept by us when nobody else has it any more")
    void collected() throws Exception {
        Programs.run(() -> {
            ReferenceQueue<Object> gone = new ReferenceQueue<>();
            WeakReference<Object> reference = new WeakReference<>(shieldedAndForgotten(), gone);
            do {
                System.gc();
            } while (gone.remove(10) == null);
            assertThat(reference.get()).isNull();
        });
    }

    private static Object shieldedAndForgotten() {
        CompletableFuture<String> never = new CompletableFuture<>();
        shield(never).cancel(true);
        return never;
    }

    @ParameterizedTest
    @EnumSource(names = "DERIVED", mode = EnumSource.Mode.EXCLUDE) // a stage of the JDK's, which asks for the text
    @DisplayName("LOOP-28: a failure that throws when it is asked for its text comes out like any other")
    void failureWithoutText(Word word) {
        Textless failure = new Textless();
        Programs.run(() -> {
            CompletableFuture<String> foreign = new CompletableFuture<>();
            CompletableFuture<?> waiting = word.call.apply(foreign);
            turn();
            foreign.completeExceptionally(failure);
            assertThatThrownBy(() -> await(waiting)).isSameAs(failure);
        });
    }

    /** A future whose class does not let itself be cancelled. */
    private static final class Uncancellable extends CompletableFuture<String> {
        private final boolean throwsInstead;

        Uncancellable(boolean throwsInstead) {
            this.throwsInstead = throwsInstead;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            if (throwsInstead) {
                throw new AssertionError("made up");
            }
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "LOOP-28: a foreign future that cannot be cancelled is left alone, and who waits for it gets the cancellation")
    void uncancellable(Word word) {
        EventLoop loop = EventLoop.virtualTime();
        loop.setExceptionHandler(
                (where, context) -> assertThat(context.exception()).hasMessage("made up"));
        loop.runUntilComplete(() -> {
            for (boolean throwsInstead : new boolean[] {true, false}) {
                CompletableFuture<String> foreign = new Uncancellable(throwsInstead);
                Task<?> waiter = createTask(() -> await(word.call.apply(foreign)));
                turn();
                turn();
                waiter.cancel();
                assertThat(catchThrowable(() -> await(waiter))).isInstanceOf(CancellationException.class);
                assertThat(foreign).isNotDone();
                assertThat(Asyncio.allTasks()).hasSize(1);
            }
        });
        loop.close();
    }

    @Test
    @DisplayName(
            "LOOP-28, GAT-10: outcomes of which one would be lost are there although another member was left alone")
    void uncancellableBesideAValue() {
        Programs.run(() -> {
            CompletableFuture<String> foreign = new Uncancellable(false);
            CompletableFuture<List<Outcome<String>>> outcomes = gatherOutcomes(foreign, createTask(() -> {
                try {
                    return await(new CompletableFuture<String>());
                } catch (CancellationException cancelled) {
                    return "all the same";
                }
            }));
            turn();
            outcomes.cancel(true);
            List<Outcome<String>> ends = await(outcomes);
            assertThat(ends.get(0).isCancelled()).isTrue();
            assertThat(ends.get(1).value()).isEqualTo("all the same");
        });
    }

    @Test
    @DisplayName("FUT-15: what follows a foreign future completes when its loop is closed, too")
    void outlivesTheLoop() {
        CompletableFuture<String> foreign = new CompletableFuture<>();
        List<CompletableFuture<?>> left = Programs.run(
                () -> List.of(ensureFuture(foreign), shield(foreign), gather(foreign), waitFor(foreign, null)));
        foreign.complete("late");
        assertThat(left).allSatisfy(future -> assertThat(future).isCompleted());
    }

    @ParameterizedTest
    @EnumSource(names = "DERIVED", mode = EnumSource.Mode.EXCLUDE) // it sleeps itself
    @DisplayName("FUT-19: virtual time stands still while somebody waits for a foreign future")
    void virtualTime(Word word) throws Exception {
        CompletableFuture<String> foreign = new CompletableFuture<>();
        CountDownLatch isWaiting = new CountDownLatch(1);
        Thread worker = new Thread(() -> {
            try {
                isWaiting.await();
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
            foreign.complete("worked");
        });
        worker.start();
        Programs.run(() -> {
            CompletableFuture<?> waiting = word.call.apply(shield(foreign));
            turn();
            isWaiting.countDown();
            timeout(Duration.ofSeconds(10), () -> await(waiting));
            assertThat(waiting).isCompleted();
        });
        worker.join();
    }

    private static final class Unhashable extends CompletableFuture<String> {
        private boolean isArmed;

        @Override
        public int hashCode() {
            if (isArmed) {
                throw new AssertionError("made up");
            }
            return 1;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }
    }

    @Test
    @DisplayName("LOOP-28: a future whose cancel throws is left alone; the body that awaits it is cancelled")
    void cancelThrows(Log log) {
        Programs.run(() -> {
            Task<String> task = createTask(() -> await(new Uncancellable(true)));
            turn();
            assertThat(task.cancel()).isTrue();
            assertThatThrownBy(() -> await(task)).isInstanceOf(CancellationException.class);
        });
        assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("the cancel method of a future that is not a loop's");
    }

    @Test
    @DisplayName(
            "LOOP-28: a stage whose hashCode throws fails the one who looks at what a wait has found, and nobody else")
    void hashCodeThrows() {
        Programs.run(() -> {
            Unhashable stage = new Unhashable();
            Task<?> waiting =
                    createTask(() -> await(Asyncio.wait(List.of(stage))).done().size());
            turn();
            stage.isArmed = true;
            stage.complete("done");
            assertThatThrownBy(() -> await(waiting)).isInstanceOf(AssertionError.class);
        });
    }
}
