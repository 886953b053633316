package dev.menai.interop.bridge;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.Asyncio;
import dev.menai.ContextVar;
import dev.menai.Event;
import dev.menai.EventLoop;
import dev.menai.fixture.Note;
import dev.menai.fixture.NoteStore;
import dev.menai.kotlin.Facades;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendLambdas;
import dev.menai.support.Log;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function1;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.TimeoutCancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** On which loop Java code runs that Kotlin calls, from wherever. */
class CodeOnItsLoopTest {
    private static final int CALLS = 500;

    private int counter;

    @Test
    @DisplayName("LAM-5: code that Kotlin calls from many threads runs on the loop on which it was made.")
    void counters() {
        Asyncio.run(() -> {
            Set<EventLoop> loops = new HashSet<>();
            await(Suspend.call(c -> CallersKt.onManyThreads(
                    CALLS,
                    SuspendLambdas.action(() -> {
                        loops.add(EventLoop.running());
                        int before = counter;
                        Thread.onSpinWait();
                        counter = before + 1;
                        await(Asyncio.sleep(Duration.ZERO));
                        counter++;
                    }),
                    c)));
            await(Suspend.call(c -> CallersKt.onManyThreads(
                    CALLS,
                    SuspendLambdas.lambdaFrom(() -> {
                        loops.add(EventLoop.running());
                        counter++;
                        return Asyncio.sleep(Duration.ZERO, "value");
                    }),
                    c)));
            assertThat(counter).isEqualTo(3 * CALLS);
            assertThat(loops).containsExactly(EventLoop.running());
        });
    }

    /** Notes on which thread and loop its methods run. */
    public static class Places implements AutoCloseable {
        final List<@Nullable EventLoop> loops = new CopyOnWriteArrayList<>();

        public Note load(String title) {
            loops.add(EventLoop.running());
            return new Note(title, "");
        }

        public CompletionStage<Void> save(Note note) {
            loops.add(EventLoop.running());
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }

    @Test
    @DisplayName("IMP-9: an implementation runs on the loop on which it was made, in both forms.")
    void implementations() {
        Places places = new Places();
        Asyncio.run(() -> {
            NoteStore store = Facades.implement(NoteStore.class, places);
            await(CallersKt.calledOn(Dispatchers.getDefault(), c -> store.load("a", c)));
            await(CallersKt.calledOn(Dispatchers.getDefault(), c -> store.save(new Note("a", ""), c)));
            assertThat(places.loops).containsExactly(EventLoop.running(), EventLoop.running());
            NoteStore unbound = SuspendLambdas.whereCalled(() -> Facades.implement(NoteStore.class, places));
            await(CallersKt.calledOn(Dispatchers.getDefault(), c -> unbound.load("a", c)));
            assertThat(places.loops.get(2)).isSameAs(EventLoop.shared());
        });
    }

    @Test
    @DisplayName("IMP-9: a member that does not suspend runs where it is called.")
    void plainMembers() throws Exception {
        Asyncio.run(() -> {
            Function1<String, Thread> plain = Facades.implement(Plain.class, new Object() {
                @SuppressWarnings("unused") // called by Kotlin
                public Thread invoke(String ignored) {
                    return Thread.currentThread();
                }
            });
            CompletableFuture<Boolean> isThere =
                    CompletableFuture.supplyAsync(() -> plain.invoke("a") == Thread.currentThread());
            assertThat(await(isThere)).isTrue();
        });
    }

    /** Has no member that suspends. */
    public interface Plain extends Function1<String, Thread> {
        @Override
        Thread invoke(String name);
    }

    @Test
    @DisplayName(
            "LAM-5: code made without a loop, on a parallel one, or by whereCalled runs on the loop of the coroutine.")
    void unbound() {
        Function1<Continuation<? super EventLoop>, @Nullable Object> free = SuspendLambdas.lambda(EventLoop::running);
        assertThat(loopOf(free)).isSameAs(EventLoop.shared());
        EventLoop parallel = EventLoop.parallel();
        try {
            assertThat(loopOf(parallel.submit(() -> SuspendLambdas.lambda(EventLoop::running))
                            .join()))
                    .isSameAs(EventLoop.shared());
        } finally {
            parallel.close();
        }
        Asyncio.run(() -> {
            EventLoop here = EventLoop.running();
            assertThat(await(Suspend.<EventLoop>call(free::invoke))).isSameAs(here);
            Function1<Continuation<? super EventLoop>, @Nullable Object> made =
                    SuspendLambdas.whereCalled(() -> SuspendLambdas.lambda(EventLoop::running));
            assertThat(await(CallersKt.calledOn(Dispatchers.getDefault(), made)))
                    .isSameAs(EventLoop.shared());
            assertThat(await(Suspend.<EventLoop>call(made::invoke))).isSameAs(here);
            assertThat(await(Suspend.<EventLoop>call(c -> OddFunctionsKt.elsewhere(made, c))))
                    .isSameAs(EventLoop.shared());
            assertThat(await(Suspend.<EventLoop>call(c -> OddFunctionsKt.elsewhere(free, c))))
                    .isSameAs(here);
            assertThat(await(CallersKt.calledOn(Dispatchers.getDefault(), SuspendLambdas.lambda(EventLoop::running))))
                    .isSameAs(here);
        });
    }

    private static EventLoop loopOf(Function1<Continuation<? super EventLoop>, @Nullable Object> lambda) {
        return CallersKt.calledOn(Dispatchers.getDefault(), lambda)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Test
    @DisplayName("LAM-5: what is made while a body waits inside whereCalled belongs to its loop all the same.")
    void waitingInWhereCalled() {
        Asyncio.run(() -> {
            EventLoop here = EventLoop.running();
            CompletableFuture<Function1<Continuation<? super EventLoop>, @Nullable Object>> made = here.createFuture();
            SuspendLambdas.whereCalled(() -> {
                here.callSoon(() -> made.complete(SuspendLambdas.lambda(EventLoop::running)));
                return await(made);
            });
            assertThat(await(CallersKt.calledOn(Dispatchers.getDefault(), await(made))))
                    .isSameAs(here);
        });
    }

    @Test
    @DisplayName("LAM-5: code that is called elsewhere sees the variables of the coroutine, and keeps what it sets.")
    void variables() {
        ContextVar<String> user = ContextVar.of("user", "nobody");
        Asyncio.run(() -> {
            user.set("Ada");
            Function1<Continuation<? super String>, @Nullable Object> linear = SuspendLambdas.lambda(() -> {
                String seen = user.get();
                user.set("Bob");
                return seen;
            });
            Function1<Continuation<? super String>, @Nullable Object> stage = SuspendLambdas.lambdaFrom(() -> {
                String seen = user.get();
                user.set("Bob");
                return CompletableFuture.completedFuture(seen);
            });
            for (Function1<Continuation<? super String>, @Nullable Object> code : List.of(linear, stage)) {
                for (int round = 0; round < 2; round++) {
                    assertThat(await(Suspend.<String>call(code::invoke))).isEqualTo("Ada");
                    assertThat(await(Suspend.<String>call(c -> OddFunctionsKt.elsewhere(code, c))))
                            .isEqualTo("Ada");
                }
            }
            assertThat(user.get()).isEqualTo("Ada");
        });
    }

    @Test
    @DisplayName("LAM-8: a coroutine waits for a loop that is not running, and a cancelled one does not.")
    void notRunning() throws Exception {
        EventLoop loop = EventLoop.create();
        try {
            List<Function1<Continuation<? super String>, @Nullable Object>> codes = loop.runUntilComplete(() -> List.of(
                    SuspendLambdas.<String>lambda(() -> "linear"),
                    SuspendLambdas.<String>lambdaFrom(() -> CompletableFuture.completedFuture("stage"))));
            List<CompletableFuture<String>> calls = codes.stream()
                    .map(code -> CallersKt.calledOn(Dispatchers.getDefault(), code))
                    .toList();
            List<CompletableFuture<String>> cancelled = codes.stream()
                    .map(code -> CallersKt.calledOn(Dispatchers.getDefault(), code))
                    .toList();
            for (CompletableFuture<String> call : cancelled) {
                call.cancel(true);
                assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
            }
            assertThat(calls).noneMatch(CompletableFuture::isDone);
            loop.runUntilComplete(() -> {
                assertThat(await(Asyncio.gather(calls))).containsExactly("linear", "stage");
            });
        } finally {
            loop.close();
        }
    }

    @Test
    @DisplayName("LAM-8: a coroutine that is cancelled before its code could begin goes on, and the code never runs.")
    void cancelledBefore() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        EventLoop loop = EventLoop.create();
        try {
            Function1<Continuation<? super String>, @Nullable Object> code =
                    loop.runUntilComplete(() -> SuspendLambdas.lambda(() -> {
                        ran.add("ran");
                        return "value";
                    }));
            CompletableFuture<@Nullable Throwable> seen = new CompletableFuture<>();
            Job job = CallersKt.launchedOn(Dispatchers.getUnconfined(), seen, code);
            assertThat(seen).isNotDone();
            job.cancel(new CancellationException("enough"));
            assertThat(seen.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("enough");
            loop.runUntilComplete(() -> await(Asyncio.sleep(Duration.ZERO)));
            assertThat(ran).isEmpty();
        } finally {
            loop.close();
        }
    }

    @Test
    @DisplayName("LAM-8: code of a closed loop is refused, and so is what a loop has not begun when it is closed.")
    void closed() {
        EventLoop loop = EventLoop.create();
        Function1<Continuation<? super String>, @Nullable Object> code =
                loop.runUntilComplete(() -> SuspendLambdas.lambda(() -> "value"));
        CompletableFuture<@Nullable Throwable> waiting = new CompletableFuture<>();
        CallersKt.launchedOn(Dispatchers.getUnconfined(), waiting, code);
        assertThat(waiting).isNotDone();
        loop.close();
        CompletableFuture<@Nullable Throwable> late = new CompletableFuture<>();
        CallersKt.launchedOn(Dispatchers.getUnconfined(), late, code);
        for (CompletableFuture<@Nullable Throwable> failure : List.of(waiting, late)) {
            assertThat(failure.orTimeout(20, TimeUnit.SECONDS).join())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "Event loop is closed: cannot run the Java code that was made on it; create a new loop, "
                                    + "or do this before the loop is closed");
        }
    }

    @Test
    @DisplayName("LAM-4: cancelling a coroutine elsewhere cancels the body, which ends before the coroutine goes on.")
    void cancelledElsewhere() {
        Asyncio.run(() -> {
            List<String> steps = new CopyOnWriteArrayList<>();
            Event begun = new Event();
            CompletableFuture<@Nullable Throwable> seen = new CompletableFuture<>();
            Job job = CallersKt.launchedOn(Dispatchers.getDefault(), seen, SuspendLambdas.<String>lambda(() -> {
                try {
                    begun.set();
                    return await(new CompletableFuture<>());
                } finally {
                    await(Asyncio.sleep(Duration.ofMillis(1)));
                    steps.add("clean");
                }
            }));
            await(begun.whenSet());
            job.cancel(new CancellationException("enough"));
            assertThat(await(seen)).isInstanceOf(CancellationException.class);
            assertThat(steps).containsExactly("clean");
        });
    }

    @Test
    @DisplayName("LAM-4: a stage whose function runs elsewhere is cancelled, and ends before the coroutine goes on.")
    void stageCancelledElsewhere() {
        Asyncio.run(() -> {
            List<String> steps = new CopyOnWriteArrayList<>();
            Event begun = new Event();
            CompletableFuture<@Nullable Throwable> seen = new CompletableFuture<>();
            Job job = CallersKt.launchedOn(
                    Dispatchers.getDefault(),
                    seen,
                    SuspendLambdas.<String>lambdaFrom(() -> Asyncio.createTask(() -> {
                        try {
                            begun.set();
                            return await(new CompletableFuture<>());
                        } finally {
                            await(Asyncio.sleep(Duration.ofMillis(1)));
                            steps.add("clean");
                        }
                    })));
            await(begun.whenSet());
            job.cancel(new CancellationException("enough"));
            assertThat(await(seen)).isInstanceOf(CancellationException.class);
            assertThat(steps).containsExactly("clean");
        });
    }

    @Test
    @DisplayName("LAM-9: a body that blocks in runBlocking runs its loop's code there as a part of itself.")
    void blockedBody() {
        Asyncio.run(() -> {
            EventLoop here = EventLoop.running();
            Asyncio.createTask(() -> await(Asyncio.sleep(Duration.ZERO)));
            String linear = CallersKt.blocking(job -> {}, SuspendLambdas.lambda(() -> {
                assertThat(EventLoop.running()).isSameAs(here);
                return await(Asyncio.sleep(Duration.ofMillis(1), "linear"));
            }));
            String stage = CallersKt.blocking(
                    job -> {}, SuspendLambdas.lambdaFrom(() -> Asyncio.sleep(Duration.ofMillis(1), "stage")));
            assertThat(List.of(linear, stage)).containsExactly("linear", "stage");
        });
    }

    @Test
    @DisplayName("LAM-9: cancelling the body, or the coroutine that it blocks for, ends the wait of the code.")
    void blockedBodyCancelled() {
        Asyncio.run(() -> {
            Function1<Continuation<? super String>, @Nullable Object> endless =
                    SuspendLambdas.lambda(() -> await(new CompletableFuture<String>()));
            var task = Asyncio.createTask(() -> CallersKt.blocking(job -> {}, endless));
            await(Asyncio.sleep(Duration.ZERO));
            task.cancel("enough");
            assertThatThrownBy(() -> await(task)).isInstanceOf(CancellationException.class);
            CompletableFuture<Job> seen = EventLoop.running().createFuture();
            var other = Asyncio.createTask(() -> {
                assertThatThrownBy(() -> CallersKt.blocking(seen::complete, endless))
                        .isInstanceOf(CancellationException.class);
                return await(Asyncio.sleep(
                        Duration.ofMillis(1), Asyncio.currentTask().cancelling()));
            });
            await(seen).cancel(new CancellationException("enough"));
            assertThat(await(other)).isZero();
        });
    }

    @Test
    @DisplayName("LAM-9: a limit of time around the code, in the runBlocking, ends as it does around Kotlin.")
    void blockedBodyInTime() {
        Asyncio.run(() -> {
            for (var endless : List.of(
                    SuspendLambdas.lambda(() -> await(new CompletableFuture<String>())),
                    SuspendLambdas.lambdaFrom(() -> new CompletableFuture<String>()))) {
                assertThat(CallersKt.blockingInTime(5, endless)).isNull();
                assertThatThrownBy(() -> CallersKt.blockingUntilFailure(5, endless))
                        .isInstanceOf(TimeoutCancellationException.class);
            }
            assertThat(Asyncio.currentTask().cancelling()).isZero();
        });
    }

    @Test
    @DisplayName("LAM-11: debug mode says once that code which is called from Dispatchers.IO runs on its loop.")
    void warning(Log log) {
        Asyncio.run(() -> {
            EventLoop.running().setDebug(true);
            for (int round = 0; round < 2; round++) {
                await(CallersKt.calledOn(Dispatchers.getIO(), SuspendLambdas.lambda(() -> "value")));
            }
            await(CallersKt.calledOn(Dispatchers.getDefault(), SuspendLambdas.lambda(() -> "value")));
        });
        assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("CodeOnItsLoopTest")
                .contains(" must not block, but was called from Dispatchers.IO: Java code runs on the loop on which it "
                        + "was made, EventLoop[running, ")
                .endsWith("; if it is to block, make it in SuspendLambdas.whereCalled, or use toThread in it");
    }
}
