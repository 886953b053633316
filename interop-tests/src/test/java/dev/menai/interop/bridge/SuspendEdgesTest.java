package dev.menai.interop.bridge;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.Acquirable;
import dev.menai.AsyncIterable;
import dev.menai.Asyncio;
import dev.menai.ContextVar;
import dev.menai.EventLoop;
import dev.menai.fixture.Count;
import dev.menai.fixture.FixtureException;
import dev.menai.fixture.MemoryStore;
import dev.menai.fixture.Note;
import dev.menai.fixture.Notebook;
import dev.menai.fixture.Probe;
import dev.menai.kotlin.Coroutines;
import dev.menai.kotlin.Facades;
import dev.menai.kotlin.Flows;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendLambdas;
import dev.menai.kotlin.ValueClass;
import dev.menai.support.Programs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import kotlinx.coroutines.sync.Mutex;
import kotlinx.coroutines.sync.MutexKt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Calls and implementations where something comes at the wrong moment, or from the wrong side. */
class SuspendEdgesTest {
    @Test
    @DisplayName("SUS-1: a call that a foreign thread resumes while it is being made ends, and so does the run.")
    void resumedAtOnce() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Asyncio.run(() -> {
                for (int round = 0; round < 2_000; round++) {
                    assertThat(await(Suspend.<String>call(c -> OddFunctionsKt.resumedBy(executor, c))))
                            .isEqualTo("resumed");
                }
            });
            Asyncio.run(() -> {
                CompletableFuture<String> left = Suspend.call(c -> OddFunctionsKt.resumedBy(Runnable::run, c));
                assertThat(left).isNotNull();
            });
        } finally {
            executor.shutdown();
        }
    }

    @Test
    @DisplayName("SUS-10: calls of a loop that is closed end.")
    void loopClosed() {
        Probe confined = new Probe();
        Probe parallel = new Probe();
        EventLoop one = EventLoop.create();
        CompletableFuture<Void> first = Suspend.on(one).call(confined::hang);
        one.callSoon(one::stop);
        one.runForever();
        EventLoop two = EventLoop.parallel();
        CompletableFuture<Void> second = Suspend.on(two).call(parallel::hang);
        one.close();
        two.close();
        for (CompletableFuture<Void> call : List.of(first, second)) {
            assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("Event loop is closed");
        }
        assertThat(confined.getEnded().orTimeout(20, TimeUnit.SECONDS).join())
                .isInstanceOf(CancellationException.class);
    }

    @Test
    @DisplayName("SUS-8: what a function sets at once stays with it as well.")
    void ownVariables() {
        ContextVar<String> variable = ContextVar.of("variable", "default");
        Programs.run(() -> {
            variable.set("caller");
            assertThat(await(Suspend.<String>call(c -> OddFunctionsKt.setsAndReads(variable, c))))
                    .isEqualTo("inner");
            assertThat(variable.get()).isEqualTo("caller");
        });
        CompletableFuture<String> outside = Suspend.call(c -> OddFunctionsKt.setsAndReads(variable, c));
        assertThat(outside.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo("inner");
        assertThat(variable.get()).isEqualTo("default");
    }

    @Test
    @DisplayName("SUS-11: a failure of a cancelled function that never asked for its job is not swallowed.")
    void failureAfterCancel() {
        Programs.run(() -> {
            Probe probe = new Probe();
            CompletableFuture<String> call = Suspend.call(probe::ignore);
            call.cancel(true);
            FixtureException failure = new FixtureException("real");
            probe.releaseFailing(failure);
            assertThatThrownBy(() -> await(call)).isSameAs(failure);
            List<Runnable> later = new ArrayList<>();
            CompletableFuture<String> raw = Suspend.call(c -> OddFunctionsKt.failedBy(later::add, failure, c));
            raw.cancel(true);
            later.get(0).run();
            assertThatThrownBy(() -> await(raw)).isSameAs(failure);
        });
    }

    @Test
    @DisplayName("SUS-9: two calls in one lambda are told so, where the second one returns.")
    void twoCalls() throws InterruptedException {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Notebook notebook = new Notebook(new MemoryStore());
        Thread thread = new Thread(() -> Programs.run(() -> {
            CompletableFuture<Void> both = Suspend.run(c -> {
                Object first = notebook.add(new Note("a", ""), c);
                assertThat(first).isNotNull();
                return notebook.add(new Note("b", ""), c);
            });
            await(both);
            Programs.turn();
            Programs.turn();
        }));
        thread.setUncaughtExceptionHandler((where, failure) -> seen.set(failure));
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((where, failure) -> seen.set(failure));
        try {
            thread.start();
            thread.join();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(seen.get()).hasStackTraceContaining("call one suspend function in it, once");
    }

    @Test
    @DisplayName("SUS-6: a call on a parallel loop never begins on another loop's thread.")
    void onAParallelLoop() {
        EventLoop parallel = EventLoop.parallel();
        try {
            Programs.run(() -> {
                CompletableFuture<EventLoop> seen = Suspend.on(parallel).call(c -> EventLoop.running());
                assertThat(await(seen)).isSameAs(parallel);
            });
        } finally {
            parallel.close();
        }
    }

    @Test
    @DisplayName("LAM-5: a body stays on the loop of the call behind another dispatcher.")
    void behindAnotherDispatcher() {
        Programs.run(() -> {
            EventLoop loop = EventLoop.running();
            CompletableFuture<EventLoop> seen =
                    Suspend.call(c -> OddFunctionsKt.elsewhere(SuspendLambdas.lambda(EventLoop::running), c));
            assertThat(await(seen)).isSameAs(loop);
        });
    }

    @Test
    @DisplayName("LAM-4: the body hears why a job of Kotlin's around it was cancelled.")
    void reasonOfTheJob() throws Exception {
        Job parent = JobKt.Job(null);
        CompletableFuture<String> reason = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> call = Suspend.on(Dispatchers.getDefault().plus(parent))
                .call(c -> OddFunctionsKt.elsewhere(
                        SuspendLambdas.lambda(() -> {
                            begun.countDown();
                            try {
                                return await(Asyncio.sleep(Duration.ofHours(1), "never"));
                            } catch (CancellationException cancelled) {
                                reason.complete(String.valueOf(cancelled.getMessage()));
                                throw cancelled;
                            }
                        }),
                        c));
        begun.await();
        parent.cancel(new CancellationException("the client has gone"));
        assertThat(reason.get(20, TimeUnit.SECONDS)).contains("the client has gone");
        assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
    }

    @Test
    @DisplayName("TRC-1: a failure that crossed dispatchers inside Kotlin is the original, not a copy.")
    void acrossDispatchers() {
        FixtureException failure = new FixtureException("the very one");
        CompletableFuture<String> call = Suspend.call(c -> OddFunctionsKt.failsElsewhere(failure, c));
        assertThat(call.orTimeout(20, TimeUnit.SECONDS)
                        .handle((value, thrown) -> thrown)
                        .join())
                .isSameAs(failure);
    }

    @Test
    @DisplayName("SUS-2: a value that cannot be converted fails the future.")
    @SuppressWarnings({"unchecked", "rawtypes"}) // to get a wrong type past the compiler
    void conversionFails() {
        CompletableFuture<?> call = Suspend.callValue((ValueClass) ValueClass.of(Count.class), c -> "no number");
        assertThatThrownBy(call::join).hasCauseInstanceOf(ClassCastException.class);
    }

    @Test
    @DisplayName("KTP-5: no lock is lost when it is handed over and given up at the same time.")
    void locksUnderCancellation() throws Exception {
        for (int round = 0; round < 500; round++) {
            Mutex mutex = MutexKt.Mutex(true);
            Acquirable lock = Coroutines.lock(mutex);
            CompletableFuture<Acquirable.Held> acquiring = lock.acquire();
            Thread unlocking = new Thread(() -> mutex.unlock(null));
            unlocking.start();
            acquiring.cancel(true);
            unlocking.join();
            boolean isHeld =
                    acquiring.handle((held, failure) -> failure == null).get(20, TimeUnit.SECONDS);
            if (isHeld) {
                lock.release();
            }
            assertThat(lock.acquire().get(20, TimeUnit.SECONDS)).isNotNull();
        }
    }

    /** Is of every shape that is hard to find. */
    public static class Odd extends OddBase {
        public void put(String value) {
            steps.add("put " + value);
        }

        public CompletionStage<AsyncIterable<String>> open() {
            return CompletableFuture.completedFuture(AsyncIterable.of("a", "b"));
        }

        public String read() throws IOException {
            throw new IOException("expected");
        }

        public CompletionStage<CompletionStage<String>> later() {
            return CompletableFuture.completedFuture(CompletableFuture.completedFuture("inner"));
        }

        public int number(int value) {
            return value + 1;
        }
    }

    static class OddBase {
        final List<String> steps = new CopyOnWriteArrayList<>();

        public String get() {
            return "text";
        }
    }

    @Test
    @DisplayName("IMP-1: inherited methods, type arguments, flows in stages and declared exceptions are found.")
    void oddMethods() {
        Odd odd = new Odd();
        TextSlot slot = Facades.implement(TextSlot.class, odd);
        Slot<String> open = cast(Facades.implement(Slot.class, odd));
        Opening opening = Facades.implement(Opening.class, odd);
        Reading reading = Facades.implement(Reading.class, odd);
        Programs.run(() -> {
            assertThat(await(Suspend.<String>call(c -> OddFunctionsKt.moved(slot, open, c))))
                    .isEqualTo("moved");
            assertThat(odd.steps).containsExactly("put text");
            CompletableFuture<kotlinx.coroutines.flow.Flow<String>> opened = Suspend.call(opening::open);
            assertThat(Flows.items(await(opened)).toList()).containsExactly("a", "b");
            CompletableFuture<CompletionStage<String>> stage = Suspend.call(reading::later);
            assertThat(await(await(stage))).isEqualTo("inner");
        });
        assertThatThrownBy(reading::read).isExactlyInstanceOf(IOException.class);
    }

    @SuppressWarnings("unchecked") // made for a raw class
    private static Slot<String> cast(Slot<?> slot) {
        return (Slot<String>) slot;
    }

    /** Has nothing to give. */
    public static class Empty {
        public void get() {}

        public void put(kotlin.Unit value) {}
    }

    @Test
    @DisplayName("IMP-4: a type parameter that is Unit wants no value.")
    void unitArgument() {
        UnitSlot slot = Facades.implement(UnitSlot.class, new Empty());
        Programs.run(() -> assertThat(await(Suspend.<String>call(c -> OddFunctionsKt.got(slot, c))))
                .isEqualTo("kotlin.Unit"));
    }

    @Test
    @DisplayName("IMP-5: what a body in Kotlin throws at once is what Kotlin gets.")
    void failingBody() {
        FailingBody body = Facades.implement(FailingBody.class, new Object());
        Programs.run(() -> assertThatThrownBy(() -> await(Suspend.<String>call(c -> OddFunctionsKt.loadOf(body, c))))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("from the body"));
    }

    @Test
    @DisplayName("IMP-8: an interface that redeclares equals is as equal as any other.")
    void redeclaredEquals() {
        Comparing comparing = Facades.implement(Comparing.class, new Odd());
        assertThat(comparing.equals(comparing)).isTrue();
        Programs.run(() -> {
            assertThat(await(Suspend.<Integer>call(c -> OddFunctionsKt.numberOf(comparing, 1, c))))
                    .isEqualTo(2);
            assertThatThrownBy(() -> await(Suspend.<Integer>call(c -> OddFunctionsKt.numberOf(comparing, null, c))))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("a parameter of type int must not be null, but Kotlin passed null; "
                            + "take an object of Integer");
        });
    }

    /** Forgets to return a stage. */
    public static class Forgetful {
        public CompletionStage<String> load() {
            return null;
        }
    }

    @Test
    @DisplayName("IMP-7: a method that returns null for a stage is named.")
    void nullStage() {
        FailingBody body = Facades.implement(FailingBody.class, new Forgetful());
        Programs.run(() -> assertThatThrownBy(() -> await(Suspend.<String>call(c -> OddFunctionsKt.loadOf(body, c))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Forgetful.load() must return a stage, but returned null"));
    }
}
