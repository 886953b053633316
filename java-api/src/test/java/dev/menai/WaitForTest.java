package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.shield;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.timeout;
import static dev.menai.Asyncio.waitFor;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.menai.function.ThrowingSupplier;
import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WaitForTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofHours(1);
    private final Steps steps = new Steps();

    private Task<Void> cleaningUp(String name) {
        return createTask(name, () -> {
            try {
                await(sleep(LONG));
            } finally {
                await(sleep(SECOND));
                steps.add("cleaned up");
            }
        });
    }

    @Test
    @DisplayName("WFR-1: without a limit it waits, and passes the outcome on")
    void noLimit() {
        Programs.run(() -> {
            assertThat(await(waitFor(sleep(LONG, "value"), null))).isEqualTo("value");
            IOException lost = new IOException("lost");
            assertThatThrownBy(() -> await(waitFor(CompletableFuture.failedFuture(lost), null)))
                    .isSameAs(lost);
            assertThat(await(waitFor(() -> await(sleep(LONG, "body")), null))).isEqualTo("body");
        });
    }

    @Test
    @DisplayName("WFR-1: cancelling the caller cancels what is awaited and waits for it")
    void callerCancelled() {
        Programs.run(() -> {
            Task<Void> awaited = cleaningUp("awaited");
            Task<Void> caller = createTask("caller", () -> await(waitFor(awaited, LONG)));
            turn();
            turn();
            caller.cancel();
            assertThatThrownBy(() -> await(caller))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("task 'caller' was cancelled");
            steps.expect("cleaned up");
        });
    }

    @Test
    @DisplayName("WFR-2: when the time is over the awaited is cancelled, its clean-up waited for, and then the timeout "
            + "thrown, caused by the cancellation")
    void expiry() {
        Programs.run(() -> {
            TimeoutException late = catchThrowableOfType(
                    TimeoutException.class, () -> await(waitFor(cleaningUp("slow"), Duration.ofSeconds(2))));
            steps.expect("cleaned up");
            assertThat(late)
                    .hasMessageMatching(
                            "task 'slow' must be done within PT2S, but was not: it waited for sleep\\(\\d+ s\\)")
                    .hasCauseInstanceOf(CancellationException.class);
            assertThat(late.duration()).isEqualTo(Duration.ofSeconds(2));
            assertThat(late.deadline()).isEqualTo(Duration.ofSeconds(2));
            assertThat(EventLoop.running().time()).isEqualTo(Duration.ofSeconds(3));
        });
    }

    @Test
    @DisplayName("WFR-3: a value with which the awaited answers the cancellation is returned")
    void answersWithValue() {
        Programs.run(() -> {
            Task<String> awaited = createTask(() -> {
                try {
                    return await(sleep(LONG, "never"));
                } catch (CancellationException cancelled) {
                    return "answer";
                }
            });
            assertThat(await(waitFor(awaited, SECOND))).isEqualTo("answer");
        });
    }

    @Test
    @DisplayName("WFR-4: another exception with which it answers is thrown")
    void answersWithException() {
        Programs.run(() -> {
            Task<String> awaited = createTask(() -> {
                try {
                    return await(sleep(LONG, "never"));
                } catch (CancellationException cancelled) {
                    throw new IOException("clean-up");
                }
            });
            assertThatThrownBy(() -> await(waitFor(awaited, SECOND)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("clean-up");
        });
    }

    @Test
    @DisplayName("WFR-5: without time, what is done gives its outcome, a cancellation included")
    void noTimeButDone() {
        Programs.run(() -> {
            assertThat(await(waitFor(CompletableFuture.completedFuture("there"), Duration.ZERO)))
                    .isEqualTo("there");
            AsyncFuture<String> cancelled = EventLoop.running().createFuture();
            cancelled.cancel();
            assertThatThrownBy(() -> await(waitFor(cancelled, SECOND.negated())))
                    .isInstanceOf(CancellationException.class);
        });
    }

    @Test
    @DisplayName("WFR-6: without time a body is not started")
    void noTimeForBody() {
        Programs.run(() -> {
            for (Duration time : new Duration[] {Duration.ZERO, SECOND.negated()}) {
                assertThatThrownBy(() -> await(waitFor(
                                () -> {
                                    steps.add("started");
                                    return 1;
                                },
                                time)))
                        .isInstanceOf(TimeoutException.class);
            }
            steps.expect();
        });
    }

    @Test
    @DisplayName("WFR-6: nor is it where somebody else could start it before it is cancelled")
    void noTimeForBodyElsewhere() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        for (int time = 0; time < 300; time++) {
            CompletableFuture<Integer> late = waitFor(starts::incrementAndGet, Duration.ZERO);
            assertThatThrownBy(late::join)
                    .hasCauseInstanceOf(TimeoutException.class)
                    .hasMessageContaining(
                            "the body must be done within PT0S, and so was not started; give it more time");
        }
        assertThat(EventLoop.shared().createTask(starts::get).get()).isZero();
    }

    @Test
    @DisplayName("WFR-7: without time a running task is cancelled and waited for before the timeout is thrown")
    void noTimeForTask() {
        Programs.run(() -> {
            Task<Void> task = cleaningUp("running");
            turn();
            assertThatThrownBy(() -> await(waitFor(task, Duration.ZERO))).isInstanceOf(TimeoutException.class);
            steps.expect("cleaned up");
        });
    }

    @Test
    @DisplayName("WFR-8: a result before the deadline wins; the timer is disarmed")
    void resultInTime() {
        Programs.run(() -> {
            assertThat(await(waitFor(sleep(SECOND, "in time"), Duration.ofSeconds(2))))
                    .isEqualTo("in time");
            assertThat(await(waitFor(() -> await(sleep(SECOND, "in time")), Duration.ofSeconds(2))))
                    .isEqualTo("in time");
            await(sleep(LONG));
        });
    }

    @Test
    @DisplayName("WFR-9: a result that is there when the deadline or a cancellation comes is delivered, not lost")
    void resultAndDeadlineTogether() {
        Programs.run(() -> {
            EventLoop loop = EventLoop.running();
            AsyncFuture<String> future = loop.createFuture();
            loop.callLater(SECOND, () -> future.setResult("there"));
            assertThat(await(waitFor(future, SECOND))).isEqualTo("there");

            AsyncFuture<String> other = loop.createFuture();
            Task<?> caller = createTask(() -> {
                steps.add(await(waitFor(other, LONG)));
                turn();
            });
            turn();
            turn();
            other.setResult("delivered");
            caller.cancel();
            assertThat(catchThrowable(() -> await(caller))).isInstanceOf(CancellationException.class);
            steps.expect("delivered");
        });
    }

    @Test
    @DisplayName("WFR-9: the value of work that has ended, and is on its way to the loop at the deadline, is delivered")
    void onItsWayAtTheDeadline() {
        try (EventLoop loop = EventLoop.create()) {
            List<Runnable> work = new ArrayList<>();
            Integer value = loop.runUntilComplete(() -> {
                CompletableFuture<Integer> limited =
                        waitFor(loop.runInExecutor(work::add, () -> 1), Duration.ofNanos(1));
                loop.callSoon(() -> work.get(0).run()); // in the iteration of the deadline, before it
                return await(limited);
            });
            assertThat(value).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("WFR-10: a body runs in a task of its own, in a copy of the context; a timeout's in the caller's own")
    void taskOfABody() {
        ContextVar<String> user = ContextVar.of("user", "nobody");
        Programs.run(() -> {
            Task<?> me = Asyncio.currentTask();
            ThrowingSupplier<Task<?>, RuntimeException> body = () -> {
                user.set("Ada");
                return Asyncio.currentTask();
            };
            Task<?> other = await(waitFor(body, SECOND));
            assertThat(other).isNotSameAs(me);
            assertThat(user.get()).isEqualTo("nobody");
            Task<?> own = timeout(SECOND, body);
            assertThat(own).isSameAs(me);
            assertThat(user.get()).isEqualTo("Ada");
        });
    }

    @Test
    @DisplayName("WFR-10: a body that is not done in time is cancelled where it waits")
    void bodyExpires() {
        Programs.run(() -> {
            assertThatThrownBy(() -> await(waitFor(
                            () -> {
                                try {
                                    return await(sleep(LONG, 1));
                                } finally {
                                    steps.add("cancelled");
                                }
                            },
                            SECOND)))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageMatching(
                            "task 'Task-\\d+' must be done within PT1S, but was not: it waited for sleep.*");
            steps.expect("cancelled");
            assertThat(Asyncio.currentTask().cancelling()).isZero();
        });
    }

    @Test
    @DisplayName("WFR-11: behind a shield the awaited runs on")
    void shielded() {
        Programs.run(() -> {
            Task<String> inner = createTask(() -> await(sleep(Duration.ofSeconds(5), "survived")));
            for (Duration time : new Duration[] {SECOND, Duration.ZERO}) {
                assertThatThrownBy(() -> await(waitFor(shield(inner), time))).isInstanceOf(TimeoutException.class);
            }
            assertThat(await(waitFor(shield(inner), null))).isEqualTo("survived");
        });
    }

    @Test
    @DisplayName("what others count on is left alone, by the deadline and by a cancellation")
    void shared() {
        Programs.run(() -> {
            Task<String> shared = createTask(() -> await(sleep(Duration.ofSeconds(9), "survived")));
            Task<String> other = createTask(() -> await(shared));
            turn();
            turn();
            assertThatThrownBy(() -> await(waitFor(shared, SECOND))).isInstanceOf(TimeoutException.class);
            Task<String> caller = createTask(() -> await(waitFor(shared, LONG)));
            turn();
            turn();
            caller.cancel();
            assertThat(catchThrowable(() -> await(caller))).isInstanceOf(CancellationException.class);
            assertThat(await(other)).isEqualTo("survived");
        });
    }

    @Test
    @DisplayName("a foreign future is cancelled like ours")
    void foreign() {
        Asyncio.run(() -> {
            CompletableFuture<String> never = new CompletableFuture<>();
            assertThatThrownBy(() -> await(waitFor(never, Duration.ofMillis(5))))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("CompletableFuture must be done within PT0.005S, but was not");
            assertThat(never).isCancelled();
        });
    }

    @Test
    @DisplayName("it works outside bodies too, on the shared loop")
    void outside() {
        CompletableFuture<Integer> late = waitFor(sleep(LONG, 1), Duration.ofMillis(5));
        assertThatThrownBy(late::join).hasCauseInstanceOf(TimeoutException.class);
        assertThat(waitFor(() -> 1, SECOND).join()).isEqualTo(1);
    }
}
