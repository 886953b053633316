package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.currentTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.gatherOutcomes;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.toThread;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menai.function.ThrowingSupplier;
import dev.menai.support.Log;
import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private static final Duration LONG = Duration.ofHours(1);
    private final Steps steps = new Steps();

    /** Awaits {@code task} and returns how it ended, so that a test can go on. */
    private static <T> Outcome<T> outcome(CompletableFuture<T> task) {
        return await(Asyncio.<T>gatherOutcomes(task)).get(0);
    }

    @Test
    @DisplayName("CAN-25: the trace of a cancellation is the canceller's; debug mode tells where the body waited, too")
    void trace() {
        for (boolean isDebug : List.of(false, true)) {
            Programs.run(() -> {
                EventLoop.running().setDebug(isDebug);
                Task<Object> task = createTask(CancellationTest::waiting);
                turn();
                cancelling(task);
                Throwable cancellation = catchThrowable(() -> await(task));
                assertThat(methodsIn(cancellation)).contains("cancelling").doesNotContain("waiting");
                List<String> places = Arrays.stream(cancellation.getSuppressed())
                        .flatMap(place -> methodsIn(place).stream())
                        .toList();
                assertThat(places.contains("waiting")).isEqualTo(isDebug);
            });
        }
    }

    private static Object waiting() {
        return await(sleep(LONG));
    }

    private static void cancelling(Task<?> task) {
        task.cancel();
    }

    private static List<String> methodsIn(Throwable trace) {
        return Arrays.stream(trace.getStackTrace())
                .map(StackTraceElement::getMethodName)
                .toList();
    }

    @Test
    @DisplayName("CAN-25: so it is when the body waits for several tasks, each of which has a clean-up that waits")
    void traceThroughAGather() {
        ThrowingSupplier<Object, Exception> member = () -> {
            try {
                return waiting();
            } finally {
                turn();
            }
        };
        List<ThrowingSupplier<Object, ?>> waits =
                List.of(() -> await(gather(member, member)), () -> await(gatherOutcomes(member, member)));
        for (ThrowingSupplier<Object, ?> wait : waits) {
            Programs.run(() -> {
                Task<Object> task = createTask(wait);
                turn();
                cancelling(task);
                assertThat(methodsIn(catchThrowable(() -> await(task)))).contains("cancelling");
            });
        }
    }

    @Test
    @DisplayName("CAN-14: a cancellation without a text does so as well")
    void cancellationWithoutText() {
        CancellationException textless = new CancellationException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no text");
            }
        };
        Programs.run(() -> {
            Task<Object> task = createTask(() -> {
                throw textless;
            });
            Task<Object> derived = createTask(() -> await(task.thenApply(value -> value)));
            assertThat(catchThrowable(() -> await(task))).isSameAs(textless);
            assertThat(catchThrowable(() -> await(derived))).isSameAs(textless);
            assertThat(task.isCancelled()).isTrue();
            assertThat(catchThrowable(task::join)).isSameAs(textless);
        });
    }

    @Test
    @DisplayName("CAN-1: cancel is a request; the task is cancelled when its body has ended so")
    void request() {
        Programs.run(() -> {
            Task<?> task = createTask(() -> await(sleep(LONG)));
            turn();
            assertThat(task.cancel()).isTrue();
            assertThat(task.isCancelled()).isFalse();
            assertThat(task.cancelling()).isEqualTo(1);
            assertThat(outcome(task).isCancelled()).isTrue();
            assertThat(task.isCancelled()).isTrue();
        });
    }

    @Test
    @DisplayName("CAN-2: cancel of a done task returns false and does not count")
    void cancelDone() {
        Programs.run(() -> {
            Task<Integer> task = createTask(() -> 1);
            await(task);
            assertThat(task.cancel()).isFalse();
            assertThat(task.cancelling()).isZero();
        });
    }

    @Test
    @DisplayName("CAN-3: a task cancelled before its first step never runs its body")
    void beforeFirstStep() {
        Programs.run(() -> {
            Task<?> task = createTask(() -> steps.add("ran"));
            task.cancel();
            assertThat(outcome(task).isCancelled()).isTrue();
            steps.expect();
        });
    }

    @Test
    @DisplayName("CAN-4: cancelling a task that waits cancels what it waits for, at once")
    void cancelsAwaited() {
        Programs.run(() -> {
            AsyncFuture<String> future = EventLoop.running().createFuture();
            Task<String> task = createTask(() -> await(future));
            turn();
            task.cancel();
            assertThat(future.isCancelled()).isTrue();
            assertThat(outcome(task).isCancelled()).isTrue();
        });
    }

    @Test
    @DisplayName("CAN-4: a foreign future is cancelled like one of ours")
    void cancelsForeign() {
        Programs.run(() -> {
            CompletableFuture<String> foreign = new CompletableFuture<>();
            Task<String> task = createTask(() -> await(foreign));
            turn();
            task.cancel("why");
            assertThat(foreign).isCancelled();
            assertThat(outcome(task).isCancelled()).isTrue();
        });
    }

    @Test
    @DisplayName("CAN-5: cancelling a waiter leaves a future alone that others have registered with")
    void sharedFuture() {
        Programs.run(() -> {
            AsyncFuture<String> shared = EventLoop.running().createFuture();
            Task<String> first = createTask(() -> await(shared));
            Task<String> second = createTask(() -> await(shared));
            turn();
            first.cancel();
            assertThat(shared).isNotDone();
            assertThat(outcome(first).isCancelled()).isTrue();
            shared.setResult("kept");
            assertThat(await(second)).isEqualTo("kept");
        });
    }

    @Test
    @DisplayName("CAN-5: a callback, a derived stage, allOf and a shield count as registrations")
    void kindsOfRegistration() {
        Programs.run(() -> {
            for (java.util.function.Consumer<AsyncFuture<String>> registration :
                    java.util.List.<java.util.function.Consumer<AsyncFuture<String>>>of(
                            future -> future.addDoneCallback(done -> {}),
                            future -> future.thenApply(String::length),
                            CompletableFuture::allOf,
                            Asyncio::shield)) {
                AsyncFuture<String> shared = EventLoop.running().createFuture();
                registration.accept(shared);
                Task<String> waiter = createTask(() -> await(shared));
                turn();
                waiter.cancel();
                assertThat(outcome(waiter).isCancelled()).isTrue();
                assertThat(shared).isNotDone();
            }
        });
    }

    @Test
    @DisplayName("CAN-5: cancelling the awaiter of a task cancels that task when nobody else counts on it")
    void awaitedTask() {
        Programs.run(() -> {
            Task<?> child = createTask(() -> await(sleep(LONG)));
            Task<?> parent = createTask(() -> await(child));
            turn();
            parent.cancel();
            assertThat(outcome(parent).isCancelled()).isTrue();
            assertThat(child.isCancelled()).isTrue();
        });
    }

    @Test
    @DisplayName("CAN-6: a task that cancels itself is cancelled at its next wait")
    void cancelsItself() {
        Programs.run(() -> {
            Task<?> task = createTask(() -> {
                currentTask().cancel();
                steps.add("still running");
                await(sleep(LONG));
                steps.add("not reached");
            });
            assertThat(outcome(task).isCancelled()).isTrue();
            steps.expect("still running");
        });
    }

    @Test
    @DisplayName("CAN-7: a result that was there before the request is delivered; the next wait throws")
    void readyResult() {
        Programs.run(() -> {
            AsyncFuture<String> future = EventLoop.running().createFuture();
            Task<String> task = createTask(() -> {
                steps.add(await(future));
                try {
                    turn();
                } catch (CancellationException cancelled) {
                    steps.add("cancelled");
                    throw cancelled;
                }
                return "not reached";
            });
            turn();
            future.setResult("delivered");
            task.cancel();
            assertThat(outcome(task).isCancelled()).isTrue();
            steps.expect("delivered", "cancelled");
        });
    }

    @Test
    @DisplayName("CAN-7: a wait for something that is done does not throw the request")
    void doneIsNoWait() {
        Programs.run(() -> {
            Task<String> task = createTask(() -> {
                currentTask().cancel();
                String value = await(CompletableFuture.completedFuture("done"));
                currentTask().uncancel();
                return value;
            });
            assertThat(await(task)).isEqualTo("done");
        });
    }

    @Test
    @DisplayName("CAN-8: a task that cancels itself and returns is cancelled; if it throws, that is its outcome")
    void cancelsItselfAtTheEnd() {
        Programs.run(() -> {
            Task<String> returns = createTask(() -> {
                currentTask().cancel();
                return "lost";
            });
            Task<String> fails = createTask(() -> {
                currentTask().cancel();
                throw new IOException("mine");
            });
            assertThat(outcome(returns).isCancelled()).isTrue();
            assertThat(outcome(fails).exception()).isInstanceOf(IOException.class);
        });
    }

    @Test
    @DisplayName("CAN-9: several requests deliver one cancellation; cancelling counts each")
    void severalRequests() {
        Programs.run(() -> {
            Task<String> task = createTask(() -> {
                try {
                    await(sleep(LONG));
                } catch (CancellationException cancelled) {
                    steps.add("caught");
                }
                await(sleep(Duration.ofSeconds(1)));
                return "survived";
            });
            turn();
            task.cancel();
            task.cancel();
            task.cancel();
            assertThat(task.cancelling()).isEqualTo(3);
            assertThat(await(task)).isEqualTo("survived");
            steps.expect("caught");
        });
    }

    @Test
    @DisplayName("CAN-9: a request that the wait has refused, and says so late, is delivered once")
    void refusedLate() {
        Programs.run(() -> {
            CountDownLatch isCaught = new CountDownLatch(1);
            CompletableFuture<String> answer = new CompletableFuture<>() {
                @Override
                public boolean cancel(boolean mayInterruptIfRunning) {
                    complete("answer");
                    try {
                        return !isCaught.await(1, TimeUnit.MINUTES);
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                }
            };
            CompletableFuture<String> goOn = new CompletableFuture<>();
            Task<String> task = createTask(() -> {
                String value = await(answer);
                assertThatThrownBy(() -> await(sleep(LONG))).isInstanceOf(CancellationException.class);
                isCaught.countDown();
                return value + await(goOn);
            });
            turn();
            assertThat(await(toThread(() -> task.cancel()))).isTrue();
            goOn.complete("s");
            assertThat(await(task)).isEqualTo("answers");
        });
    }

    @Test
    @DisplayName("CAN-10: a body that swallows its cancellation goes on and may end with a value")
    void swallowed() {
        Programs.run(() -> {
            Task<String> task = createTask(() -> {
                try {
                    await(sleep(LONG));
                } catch (CancellationException ignored) {
                    steps.add(currentTask().cancelling());
                }
                return await(sleep(Duration.ofSeconds(1), "value"));
            });
            turn();
            task.cancel();
            assertThat(await(task)).isEqualTo("value");
            assertThat(task.isCancelled()).isFalse();
            assertThat(task.cancelling()).isEqualTo(1);
            steps.expect(1);
        });
    }

    @Test
    @DisplayName("CAN-11: uncancel takes one request back, never below zero, and leaves a finished task alone")
    void uncancel() {
        Programs.run(() -> {
            Task<String> task = createTask(() -> {
                currentTask().cancel();
                currentTask().cancel();
                steps.add(currentTask().uncancel());
                steps.add(currentTask().uncancel());
                steps.add(currentTask().uncancel());
                return "value";
            });
            assertThat(await(task)).isEqualTo("value");
            steps.expect(1, 0, 0);
            assertThat(task.uncancel()).isZero();
            Task<?> cancelled = createTask(() -> await(sleep(LONG)));
            turn();
            cancelled.cancel();
            outcome(cancelled);
            cancelled.uncancel();
            assertThat(cancelled.isCancelled()).isTrue();
        });
    }

    @Test
    @DisplayName("CAN-12: uncancel to zero withdraws a cancellation that was not delivered")
    void withdrawn() {
        Programs.run(() -> {
            Task<String> task = createTask(() -> {
                currentTask().cancel();
                currentTask().uncancel();
                return await(sleep(Duration.ofSeconds(1), "value"));
            });
            assertThat(await(task)).isEqualTo("value");
        });
    }

    @Test
    @DisplayName("CAN-13: a block that cancels its own task can take the request back and convert it")
    void structuredBlock() {
        Programs.run(() -> {
            Task<String> task = createTask(() -> {
                Task<?> me = currentTask();
                TimerHandle trigger = EventLoop.running().callLater(Duration.ofSeconds(1), me::cancel);
                try {
                    await(sleep(LONG));
                    return "not reached";
                } catch (CancellationException cancelled) {
                    return me.uncancel() == 0 ? "timed out" : "cancelled";
                } finally {
                    trigger.cancel();
                }
            });
            assertThat(await(task)).isEqualTo("timed out");
            assertThat(task.cancelling()).isZero();
        });
    }

    @Test
    @DisplayName("CAN-14: a body that throws a cancellation itself makes its task cancelled, without a request")
    void throwsCancellation() {
        Programs.run(() -> {
            CancellationException own = new CancellationException("self");
            Task<String> task = createTask(() -> {
                throw own;
            });
            assertThat(outcome(task).exception()).isSameAs(own);
            assertThat(task.isCancelled()).isTrue();
            assertThat(task.cancelling()).isZero();
        });
    }

    @Test
    @DisplayName("CAN-15: a failing clean-up replaces the cancellation")
    void failingCleanUp() {
        Programs.run(() -> {
            Task<?> task = createTask(() -> {
                try {
                    await(sleep(LONG));
                } finally {
                    throwing("clean-up");
                }
            });
            turn();
            task.cancel();
            assertThat(outcome(task).exception()).hasMessage("clean-up");
            assertThat(task.isCancelled()).isFalse();
        });
    }

    private static void throwing(String message) {
        throw new IllegalArgumentException(message);
    }

    @Test
    @DisplayName("CAN-16: the message reaches the awaiter; the first of two wins while the task waits")
    void firstMessageWins() {
        Programs.run(() -> {
            Task<?> task = createTask("worker", () -> await(sleep(LONG)));
            turn();
            task.cancel("first");
            task.cancel("second");
            assertThat(outcome(task).exception()).hasMessage("task 'worker' was cancelled: first");
        });
    }

    @Test
    @DisplayName("CAN-16: the last of two messages wins if the task has not started")
    void lastMessageWins() {
        Programs.run(() -> {
            Task<?> task = createTask("worker", () -> steps.add("ran"));
            task.cancel("first");
            task.cancel("second");
            assertThat(outcome(task).exception()).hasMessage("task 'worker' was cancelled: second");
        });
    }

    @Test
    @DisplayName("CAN-17: whoever asks a cancelled task gets the cancellation that came out of the body")
    void originalCancellation() {
        Programs.run(() -> {
            CancellationException[] inside = new CancellationException[1];
            Task<?> task = createTask(() -> {
                try {
                    await(sleep(LONG));
                } catch (CancellationException cancelled) {
                    inside[0] = cancelled;
                    throw cancelled;
                }
            });
            turn();
            task.cancel();
            assertThatThrownBy(() -> await(task)).isSameAs(inside[0]);
            assertThatThrownBy(task::result).isSameAs(inside[0]);
            assertThat(inside[0]).isNotNull();
        });
    }

    @Test
    @DisplayName(
            "CAN-18: a child cancelled by somebody else is told apart: no request on the parent, its name in the message")
    void whoWasCancelled() {
        Programs.run(() -> {
            Task<?> child = createTask("child", () -> await(sleep(LONG)));
            Task<?> parent = createTask("parent", () -> {
                try {
                    await(child);
                } catch (CancellationException cancelled) {
                    steps.add(currentTask().cancelling());
                    steps.add(cancelled.getMessage());
                }
            });
            turn();
            child.cancel();
            await(parent);
            steps.expect(0, "task 'child' was cancelled");
        });
    }

    @Test
    @DisplayName("CAN-19: debug mode reports a task that swallowed its cancellation")
    void swallowedIsReported(Log log) {
        Programs.run(() -> {
            EventLoop.running().setDebug(true);
            Task<String> task = createTask("stubborn", () -> {
                try {
                    await(sleep(LONG));
                } catch (Exception swallowed) {
                    steps.add("swallowed");
                }
                return "value";
            });
            turn();
            task.cancel();
            await(task);
        });
        steps.expect("swallowed");
        assertThat(log.records()).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.INFO);
            assertThat(record.getMessage())
                    .isEqualTo(
                            "Task 'stubborn' was cancelled but swallowed its cancellation and returned a value, which "
                                    + "stands; rethrow CancellationException (catch (Exception) swallows it), or call uncancel() "
                                    + "where it is meant");
        });
    }

    @Test
    @DisplayName(
            "CAN-26: a task that goes on waiting long after its cancellation, whose end somebody waits for, is named once")
    void goesOnAndOn(Log log) {
        Asyncio.run(() -> {
            EventLoop.running().setDebug(true);
            AsyncFuture<Void> enough = EventLoop.running().createFuture();
            Task<Void> poller = createTask("poller", () -> polls(enough, false));
            Task<Void> forgiven = createTask("forgiven", () -> polls(enough, true));
            Task<Void> alone = createTask("alone", () -> polls(enough, false));
            turn();
            poller.cancel();
            forgiven.cancel();
            alone.cancel();
            CompletableFuture<Void> limited = Asyncio.waitFor(poller, Duration.ofMillis(1));
            CompletableFuture<Void> other = Asyncio.waitFor(forgiven, Duration.ofMinutes(1));
            await(Asyncio.toThread(() -> log.awaitMessage("still goes on")));
            await(sleep(Duration.ofMillis(600)));
            enough.setResult(null);
            await(other);
            while (!alone.isDone()) { // nobody waits for its end, to the end
                await(sleep(Duration.ofMillis(1)));
            }
            assertThat(catchThrowable(() -> await(limited))).isNull();
        });
        assertThat(log.records())
                .filteredOn(record -> record.getMessage().contains("still goes on"))
                .singleElement()
                .satisfies(record -> assertThat(record.getMessage())
                        .matches(
                                "Task 'poller' was cancelled \\d+ ms ago and still goes on: it waits for sleep\\(20 ms\\), and "
                                        + "a waitFor for its end\\. If this is not its clean-up, it has swallowed its cancellation; "
                                        + "rethrow CancellationException \\(catch \\(Exception\\) swallows it\\), or call uncancel\\(\\) "
                                        + "where it is meant"));
    }

    private static void polls(AsyncFuture<?> enough, boolean isMeant) {
        while (!enough.isDone()) {
            try {
                await(sleep(Duration.ofMillis(20)));
            } catch (CancellationException swallowed) {
                if (isMeant) {
                    currentTask().uncancel();
                }
            }
        }
    }

    @Test
    void cancelFromAnotherThread() {
        Programs.run(() -> {
            Task<?> task = createTask(() -> await(EventLoop.running().createFuture()));
            turn();
            await(Asyncio.toThread(() -> steps.add(task.cancel("from there"))));
            assertThat(outcome(task).exception()).hasMessageContaining("from there");
            steps.expect(true);
        });
    }

    @Test
    void anInterruptOfABodyIsACancelRequest() {
        Programs.run(() -> {
            Task<?> task = createTask("interrupted", () -> {
                Thread.currentThread().interrupt();
                await(sleep(LONG));
            });
            assertThat(outcome(task).exception())
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("task 'interrupted' was cancelled: its thread was interrupted");
            assertThat(task.cancelling()).isEqualTo(1);
        });
    }

    @Test
    void ourCancellingDoesNotInterruptTheBody() {
        Programs.run(() -> {
            Task<?> task = createTask(() -> {
                try {
                    await(sleep(LONG));
                } finally {
                    steps.add(Thread.currentThread().isInterrupted());
                }
            });
            turn();
            task.cancel();
            outcome(task);
            steps.expect(false);
        });
    }

    @Test
    @DisplayName("CAN-6: a request that is there when a wait begins reaches what is awaited, too")
    void requestBeforeTheWait() {
        Programs.run(() -> {
            AsyncFuture<Integer> awaited = EventLoop.running().createFuture();
            Task<Integer> task = createTask(() -> {
                Asyncio.currentTask().cancel();
                return await(awaited);
            });
            assertThat(catchThrowable(() -> await(task))).isInstanceOf(CancellationException.class);
            assertThat(awaited.isCancelled()).isTrue();
        });
    }

    @Test
    @DisplayName("CAN-7: a request that comes while the wait finds its result there is for the wait after it")
    void requestWhileTheResultIsFound() {
        Programs.run(() -> {
            Task<?> me = Asyncio.currentTask();
            java.util.Iterator<AsyncFuture<Integer>> steps = Asyncio.asCompleted(List.of(
                            CompletableFuture.completedFuture(1),
                            EventLoop.running().<Integer>createFuture()))
                    .futures()
                    .iterator();
            CompletableFuture<Integer> step = steps.next();
            CompletableFuture.allOf(step).thenRun(me::cancel);
            assertThat(await(step)).isEqualTo(1);
            assertThat(catchThrowable(() -> await(sleep(Duration.ZERO)))).isInstanceOf(CancellationException.class);
            me.uncancel();
        });
    }
}
