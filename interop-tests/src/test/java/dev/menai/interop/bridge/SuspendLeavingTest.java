package dev.menai.interop.bridge;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.Task;
import dev.menai.fixture.FixtureException;
import dev.menai.kotlin.Channels;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendLambdas;
import dev.menai.support.Programs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import kotlinx.coroutines.channels.ReceiveChannel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Calls whose function leaves coroutines behind. */
class SuspendLeavingTest {
    private final Leaving leaving = new Leaving();
    private final FixtureException failure = new FixtureException("left behind");

    private static long seconds() {
        return EventLoop.running().time().toSeconds();
    }

    // the call

    @Test
    @DisplayName("SUS-14: a call ends when its function has returned, whatever goes on in its context.")
    void open() {
        List<String> items = new ArrayList<>();
        Programs.run(() -> {
            CompletableFuture<ReceiveChannel<String>> open = Suspend.call(leaving::open);
            assertThat(open).isDone();
            for (String item : Asyncio.each(Channels.source(await(open)))) {
                items.add(item);
            }
            CompletableFuture<ReceiveChannel<String>> there =
                    Suspend.on(Dispatchers.getDefault()).call(leaving::open);
            for (String item : Asyncio.each(Channels.source(await(there)))) {
                items.add(item);
            }
        });
        assertThat(items).containsExactly("a", "b", "a", "b");
    }

    @Test
    @DisplayName("SUS-14: a call that has failed cancels what its function has started, and does not wait for it.")
    void thrown() {
        Programs.run(() -> {
            long begin = seconds();
            assertThatThrownBy(() -> await(Suspend.<String>call(c -> leaving.leaveAndThrow("child", failure, c))))
                    .isSameAs(failure);
            assertThat(seconds() - begin).isEqualTo(2);
            Programs.turn();
            assertThat(leaving.getSteps()).containsExactly("child cancelled");
        });
        assertThat(leaving.getSteps()).containsExactly("child cancelled", "child clean");
    }

    @Test
    @DisplayName("SUS-14: a coroutine that fails before its function has returned cancels that, and fails the call.")
    void failsMeanwhile() {
        Programs.run(() -> {
            assertThatThrownBy(() -> await(Suspend.<String>call(c -> leaving.failMeanwhile(failure, c))))
                    .isSameAs(failure);
            assertThat(leaving.getSteps()).containsExactly("function cancelled", "function clean");
        });
    }

    @Test
    @DisplayName("SUS-14: cancelling a call cancels what its function has started as well.")
    void cancelled() {
        Programs.run(() -> {
            CompletableFuture<String> call = Suspend.call(c -> leaving.leaveAndWait("child", 10, c));
            Programs.turn();
            call.cancel(true);
            assertThatThrownBy(() -> await(call)).isInstanceOf(CancellationException.class);
        });
        assertThat(leaving.getSteps())
                .containsExactlyInAnyOrder("child cancelled", "function cancelled", "child clean", "function clean");
    }

    @Test
    @DisplayName("SUS-14: a call in a job that was given leaves them to that, which its failure fails as well.")
    void inAGivenJob() throws Exception {
        Job parent = JobKt.Job(null);
        CompletableFuture<String> call =
                Suspend.on(Dispatchers.getDefault().plus(parent)).call(c -> leaving.leave("child", 3600, c));
        assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("returned");
        Job left = parent.getChildren().iterator().next();
        CompletableFuture<String> failing = Suspend.on(Dispatchers.getDefault().plus(parent))
                .call(c -> {
                    throw failure;
                });
        assertThat(failing.handle((value, thrown) -> thrown).get(20, TimeUnit.SECONDS))
                .isSameAs(failure);
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        parent.invokeOnCompletion(cause -> {
            ended.complete(cause);
            return kotlin.Unit.INSTANCE;
        });
        assertThat(ended.get(20, TimeUnit.SECONDS)).isSameAs(failure);
        assertThat(left.isCancelled()).isTrue(); // which may have been before its first step
    }

    // the task that answers for them

    @Test
    @DisplayName("SUS-15: a task is done when what its calls have left behind is, and has the value of its body.")
    void waitedFor() {
        Programs.run(() -> {
            long begin = seconds();
            Task<String> task = Asyncio.createTask(() -> {
                String at = await(Suspend.<String>call(c -> leaving.leave("one", 5, c)));
                return at + await(Suspend.<String>call(c -> leaving.leaveLater("two", 1, c)));
            });
            Programs.after(3, null);
            assertThat(task).isNotDone();
            assertThat(task.toString()).contains("awaits coroutines that its suspend calls have left behind");
            assertThat(EventLoop.running().allTasks()).contains(task);
            assertThat(await(task)).isEqualTo("returnedreturned");
            assertThat(seconds() - begin).isEqualTo(5);
            assertThat(EventLoop.running().allTasks()).doesNotContain(task);
            assertThat(leaving.getSteps()).containsExactly("two done", "one done");
        });
    }

    @Test
    @DisplayName("SUS-15: cancelling a task whose body has ended cancels them, and the value stands.")
    void cancelledAfterwards() {
        Programs.run(() -> {
            Task<String> task = Asyncio.createTask(() -> await(Suspend.call(c -> leaving.leave("child", 10, c))));
            Programs.after(1, null);
            assertThat(task.cancel()).isTrue();
            assertThat(await(task)).isEqualTo("returned");
            assertThat(leaving.getSteps()).containsExactly("child cancelled", "child clean");
            assertThat(task.cancel()).isFalse();
        });
    }

    @Test
    @DisplayName("SUS-15: a request that the body has not got when it ends is for them.")
    void requestedAtTheEnd() {
        Programs.run(() -> {
            CompletableFuture<Void> gate = new CompletableFuture<>();
            Task<String> task = Asyncio.createTask(() -> {
                String value = await(Suspend.<String>call(c -> leaving.leave("child", 10, c)));
                await(gate);
                return value;
            });
            Programs.turn();
            gate.complete(null);
            task.cancel();
            assertThat(await(task)).isEqualTo("returned");
            assertThat(leaving.getSteps()).containsExactly("child cancelled", "child clean");
        });
    }

    @Test
    @DisplayName("SUS-15: they are cancelled when the body has ended cancelled, not at the request.")
    void endedCancelled() {
        Programs.run(() -> {
            Task<Void> task = Asyncio.createTask(() -> {
                await(Suspend.call(c -> leaving.leave("child", 10, c)));
                try {
                    await(Asyncio.sleep(Duration.ofHours(1)));
                } finally {
                    await(Asyncio.sleep(Duration.ofSeconds(2)));
                    leaving.getSteps().add("body clean");
                }
            });
            Programs.turn();
            task.cancel("enough");
            assertThatThrownBy(() -> await(task))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("enough");
            assertThat(leaving.getSteps()).containsExactly("body clean", "child cancelled", "child clean");
        });
    }

    @Test
    @DisplayName("SUS-15: a request that is taken back, as that of a time limit, leaves them alone.")
    void takenBack() {
        Programs.run(() -> {
            long begin = seconds();
            Task<String> task = Asyncio.createTask(() -> {
                try {
                    Asyncio.timeout(Duration.ofSeconds(1), () -> {
                        await(Suspend.call(c -> leaving.leave("child", 10, c)));
                        await(Asyncio.sleep(Duration.ofHours(1)));
                    });
                    return "no limit";
                } catch (dev.menai.TimeoutException late) {
                    leaving.getSteps().add("scope left");
                    return "late";
                }
            });
            assertThat(await(task)).isEqualTo("late");
            assertThat(seconds() - begin).isEqualTo(10);
            assertThat(leaving.getSteps()).containsExactly("scope left", "child done");
        });
    }

    @Test
    @DisplayName("SUS-15: one that fails cancels the body and the others, and is the outcome of the task.")
    void failing() {
        Programs.run(() -> {
            Task<String> task = Asyncio.createTask(() -> {
                await(Suspend.call(c -> leaving.leaveFailing(failure, 1, c)));
                await(Suspend.call(c -> leaving.leave("other", 10, c)));
                try {
                    return Programs.after(3600, "never");
                } catch (CancellationException cancelled) {
                    leaving.getSteps().add(String.valueOf(cancelled.getMessage()));
                    return "swallowed";
                }
            });
            task.setName("mine");
            assertThatThrownBy(() -> await(task)).isSameAs(failure);
            assertThat(leaving.getSteps())
                    .containsExactlyInAnyOrder(
                            "task 'mine' was cancelled: a coroutine that a suspend call of its body has left behind"
                                    + " has failed",
                            "other cancelled",
                            "other clean");
        });
    }

    @Test
    @DisplayName("SUS-15: one that fails when the body has ended is the outcome as well, after the body's own failure.")
    void failingAfterwards() {
        Programs.run(() -> {
            Task<String> task = Asyncio.createTask(() -> await(Suspend.call(c -> leaving.leaveFailing(failure, 1, c))));
            assertThatThrownBy(() -> await(task)).isSameAs(failure);
            FixtureException own = new FixtureException("own");
            Task<String> both = Asyncio.createTask(() -> {
                await(Suspend.call(c -> leaving.leave("child", 10, c)));
                Programs.turn();
                throw own;
            });
            assertThatThrownBy(() -> await(both)).isSameAs(own);
            assertThat(leaving.getSteps()).containsExactly("child cancelled", "child clean");
        });
    }

    @Test
    @DisplayName("SUS-15: the end of the run cancels a task that waits for them, and the close of its loop ends it.")
    void endOfRun() {
        Programs.run(() -> {
            Asyncio.createTask(() -> await(Suspend.call(c -> leaving.leave("child", 3600, c))));
            Programs.turn();
        });
        assertThat(leaving.getSteps()).containsExactly("child cancelled", "child clean");
        EventLoop loop = EventLoop.create();
        Task<String> task = loop.createTask(() -> await(Suspend.call(c -> leaving.leave("left", 3600, c))));
        loop.runUntilComplete(() -> Programs.turn());
        assertThat(task).isNotDone();
        loop.close();
        assertThat(task).isCompletedWithValue("returned");
    }

    // others that answer for them

    @Test
    @DisplayName("SUS-16: what is left behind outside of tasks, or after the task, is the loop's, like its scope.")
    void ofTheLoop() {
        Programs.run(() -> {
            List<CompletableFuture<String>> calls = new CopyOnWriteArrayList<>();
            EventLoop.running().callSoon(() -> calls.add(Suspend.call(c -> leaving.leave("callback", 3600, c))));
            Task<Void> short1 = Asyncio.createTask(() -> {
                calls.add(Suspend.call(c -> leaving.leaveLater("task", 3600, c)));
                return null;
            });
            await(short1);
            Programs.after(2, null);
            assertThat(calls).allMatch(CompletableFuture::isDone);
            assertThat(leaving.getSteps()).isEmpty();
        });
        assertThat(leaving.getSteps())
                .containsExactlyInAnyOrder("callback cancelled", "callback clean", "task cancelled", "task clean");
    }

    @Test
    @DisplayName("SUS-16: a failure of what is the loop's is for its exception handler.")
    void reported() {
        List<Throwable> reports = new CopyOnWriteArrayList<>();
        List<String> messages = new CopyOnWriteArrayList<>();
        Programs.run(() -> {
            EventLoop.running().setExceptionHandler((loop, context) -> {
                reports.add(context.exception());
                messages.add(context.message());
            });
            EventLoop.running().callSoon(() -> {
                CompletableFuture<String> unused = Suspend.call(c -> leaving.leaveFailing(failure, 1, c));
                assertThat(unused).isDone();
            });
            Programs.after(2, null);
        });
        assertThat(reports).containsExactly(failure);
        assertThat(messages).containsExactly("Exception in a coroutine that a suspend call has left behind");
    }

    @Test
    @DisplayName("SUS-16: a Kotlin coroutine that calls a Java lambda has what its calls leave behind as a child.")
    void ofTheCallingCoroutine() {
        Programs.run(() -> {
            await(Suspend.run(c -> leaving.inScope(
                    SuspendLambdas.action(() -> {
                        await(Suspend.call(d -> leaving.leaveLater("child", 5, d)));
                    }),
                    c)));
            assertThat(leaving.getSteps()).containsExactly("block returned", "child done", "scope ended");
            leaving.getSteps().clear();
            await(Suspend.run(c -> leaving.inScope(
                    SuspendLambdas.actionFrom(() -> Suspend.call(d -> leaving.leaveLater("child", 5, d))), c)));
            assertThat(leaving.getSteps()).containsExactly("block returned", "child done", "scope ended");
        });
    }

    @Test
    @DisplayName("SUS-16: so has one that calls from elsewhere what runs on the loop of the Java code.")
    void ofACoroutineElsewhere() {
        Leaving ofStage = new Leaving();
        Asyncio.run(() -> {
            var linear = CallersKt.calledOn(
                    Dispatchers.getDefault(),
                    c -> leaving.inScope(
                            SuspendLambdas.action(() -> {
                                await(Suspend.call(d -> leaving.leave("child", 1, d)));
                            }),
                            c));
            var stage = CallersKt.calledOn(
                    Dispatchers.getDefault(),
                    c -> ofStage.inScope(
                            SuspendLambdas.actionFrom(() -> Suspend.call(d -> ofStage.leave("child", 1, d))), c));
            await(Asyncio.gather(linear, stage));
        });
        assertThat(leaving.getSteps()).containsExactly("block returned", "child done", "scope ended");
        assertThat(ofStage.getSteps()).containsExactly("block returned", "child done", "scope ended");
    }

    @Test
    @DisplayName("SUS-16: a call of a Java lambda that returns a stage has it as a child, as a coroutine would.")
    void ofTheCallOfAStage() {
        Programs.run(() -> {
            CompletableFuture<String> call = Suspend.call(c -> SuspendLambdas.<String>lambdaFrom(
                            () -> Suspend.<String>call(d -> leaving.leaveFailing(failure, 1, d))
                                    .thenCompose(left -> Asyncio.sleep(Duration.ofHours(1), left)))
                    .invoke(c));
            assertThatThrownBy(() -> await(call)).isSameAs(failure);
        });
    }

    @Test
    @DisplayName("LAM-9: what code leaves behind that a blocked body runs is the body's, which does not wait for it.")
    void ofABlockedBody() {
        Programs.run(() -> {
            Task<String> task = Asyncio.createTask(() -> {
                String linear = CallersKt.blocking(
                        job -> {},
                        SuspendLambdas.lambda(() -> await(Suspend.<String>call(c -> leaving.leave("one", 5, c)))));
                String stage = CallersKt.blocking(
                        job -> {},
                        SuspendLambdas.lambdaFrom(() -> Suspend.<String>call(c -> leaving.leave("two", 6, c))));
                leaving.getSteps().add("body ended");
                return linear + stage;
            });
            assertThat(await(task)).isEqualTo("returnedreturned");
            assertThat(leaving.getSteps()).containsExactly("body ended", "one done", "two done");
        });
    }

    @Test
    @DisplayName("SUS-16: cancelling the Kotlin coroutine cancels it, and its failure fails that.")
    void withTheCallingCoroutine() {
        Programs.run(() -> {
            CompletableFuture<Void> call = Suspend.run(c -> leaving.inScope(
                    SuspendLambdas.action(() -> {
                        await(Suspend.call(d -> leaving.leave("child", 3600, d)));
                    }),
                    c));
            Programs.after(1, null);
            call.cancel(true);
            assertThatThrownBy(() -> await(call)).isInstanceOf(CancellationException.class);
            assertThat(leaving.getSteps()).containsExactly("block returned", "child cancelled", "child clean");
            CompletableFuture<Void> failing = Suspend.run(c -> leaving.inScope(
                    SuspendLambdas.action(() -> {
                        await(Suspend.call(d -> leaving.leaveFailing(failure, 1, d)));
                    }),
                    c));
            assertThatThrownBy(() -> await(failing)).isSameAs(failure);
        });
    }

    @Test
    @DisplayName("SUS-16: a call in the finally of a cancelled Java lambda goes through.")
    void inFinally() {
        List<String> steps = new CopyOnWriteArrayList<>();
        Programs.run(() -> {
            CompletableFuture<Void> call = Suspend.run(c -> leaving.inScope(
                    SuspendLambdas.action(() -> {
                        try {
                            Programs.after(3600, null);
                        } finally {
                            steps.add(await(Suspend.<String>call(d -> leaving.leaveLater("child", 5, d))));
                        }
                    }),
                    c));
            Programs.turn();
            call.cancel(true);
            assertThatThrownBy(() -> await(call)).isInstanceOf(CancellationException.class);
        });
        assertThat(steps).containsExactly("returned");
        assertThat(leaving.getSteps()).isEmpty(); // the child never begins: it is the cancelled coroutine's
    }
}
