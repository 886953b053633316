package dev.menai.interop.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.AsyncFuture;
import dev.menai.Asyncio;
import dev.menai.Context;
import dev.menai.ContextVar;
import dev.menai.EventLoop;
import dev.menai.fixture.Accounts;
import dev.menai.fixture.Count;
import dev.menai.fixture.FixtureException;
import dev.menai.fixture.Gate;
import dev.menai.fixture.Nickname;
import dev.menai.fixture.Plain;
import dev.menai.fixture.Probe;
import dev.menai.fixture.Results;
import dev.menai.fixture.ResultsKt;
import dev.menai.fixture.ScopesKt;
import dev.menai.fixture.UserId;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendCall;
import dev.menai.kotlin.ValueClass;
import dev.menai.support.Programs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import kotlin.Result;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SuspendCallTest {
    private static final ValueClass<UserId> USER_ID = ValueClass.of(UserId.class);
    private static final ValueClass<Count> COUNT = ValueClass.of(Count.class);
    private static final ValueClass<Nickname> NICKNAME = ValueClass.of(Nickname.class);

    private final Plain plain = new Plain();
    private final Results results = new Results();
    private final Accounts accounts = new Accounts();

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static Throwable failureOf(CompletableFuture<?> future) {
        return future.handle((value, failure) -> failure).join();
    }

    /** Calls a function that javac cannot name. */
    private static <T> SuspendCall<T, Exception> mangled(Object target, String name, Object... arguments) {
        Method method = Arrays.stream(target.getClass().getMethods())
                .filter(each -> each.getName().startsWith(name + "-"))
                .filter(each -> each.getParameterCount() == arguments.length + 1)
                .findFirst()
                .orElseThrow();
        return c -> {
            List<Object> all = new ArrayList<>(Arrays.asList(arguments));
            all.add(c);
            try {
                MethodHandle handle = MethodHandles.lookup().unreflect(method).bindTo(target);
                return handle.invokeWithArguments(all);
            } catch (Exception | Error failure) {
                throw failure;
            } catch (Throwable failure) {
                throw new AssertionError(failure);
            }
        };
    }

    @Test
    @DisplayName("SUS-1: a function that returns at once gives a completed future.")
    void immediate() {
        CompletableFuture<String> greeting = Suspend.call(c -> plain.greet("Ada", c));
        assertThat(greeting).isCompletedWithValue("Hello Ada");
        CompletableFuture<String> nothing = Suspend.call(c -> plain.find(null, c));
        assertThat(nothing).isCompletedWithValue(null);
    }

    @Test
    @DisplayName("SUS-1: a function that suspends completes its future when it returns.")
    void suspending() {
        Gate gate = new Gate();
        CompletableFuture<String> greeting = Suspend.call(c -> plain.greetBehind(gate, "Ada", c));
        assertThat(greeting).isNotDone();
        gate.open();
        assertThat(get(greeting)).isEqualTo("Hello Ada");
        assertThat(get(Suspend.<String>call(c -> plain.findLater(null, c)))).isNull();
    }

    @Test
    @DisplayName("SUS-1: on a loop a call goes on in the loop's own steps and time.")
    void onTheLoop() {
        assertThat(Programs.<String, RuntimeException>run(() -> {
                    CompletableFuture<String> greeting = Suspend.call(c -> plain.greetLater("Ada", c));
                    assertThat(greeting).isInstanceOf(AsyncFuture.class);
                    assertThat(((AsyncFuture<?>) greeting).loop()).isSameAs(EventLoop.running());
                    return Asyncio.await(greeting);
                }))
                .isEqualTo("Hello Ada");
    }

    @Test
    @DisplayName("SUS-2: what the function throws, before or after a suspension, is what the future fails with.")
    void failures() {
        assertThat(failureOf(Suspend.<String>call(c -> plain.greetRefused("Ada", c))))
                .isExactlyInstanceOf(FixtureException.class)
                .hasMessage("refused Ada");
        assertThat(failureOf(Suspend.<String>call(c -> plain.greetFailed("Ada", c))))
                .isExactlyInstanceOf(FixtureException.class)
                .hasMessage("failed Ada");
        Gate gate = new Gate();
        FixtureException failure = new FixtureException("the very one");
        Probe probe = new Probe();
        CompletableFuture<Void> behind = Suspend.run(c -> {
            throw failure;
        });
        assertThat(failureOf(behind)).isSameAs(failure);
        CompletableFuture<String> released = Suspend.call(probe::ignore);
        probe.releaseFailing(failure);
        assertThat(failureOf(released)).isSameAs(failure);
        gate.open();
    }

    @Test
    @DisplayName("SUS-2: an error of the machine comes out of the call itself.")
    void fatal() {
        assertThatThrownBy(() -> Suspend.call(c -> {
                    throw new InternalError("made up");
                }))
                .isInstanceOf(InternalError.class)
                .hasMessage("made up");
    }

    @Test
    @DisplayName("SUS-3: a function without a value gives null, at once, later, or as its last call.")
    void unit() {
        assertThat(Suspend.run(plain::touch)).isCompletedWithValue(null);
        assertThat(get(Suspend.run(plain::touchLater))).isNull();
        Gate gate = new Gate();
        CompletableFuture<Void> tail = Suspend.run(c -> plain.touchTail(gate, c));
        gate.open();
        assertThat(get(tail)).isNull();
        assertThat(failureOf(Suspend.run(plain::touchFailed))).isInstanceOf(FixtureException.class);
        assertThat(failureOf(Suspend.call(plain::refuse))).hasMessage("refused");
        assertThat(failureOf(Suspend.call(plain::refuseLater))).hasMessage("refused later");
    }

    @Test
    @DisplayName(
            "SUS-4: a Result is the outcome of the future, whether it came at once or later, by call and callResult.")
    void result() {
        CompletableFuture<String> top = Suspend.callResult(c -> ResultsKt.topLevelSuccess("a", c));
        assertThat(top).isCompletedWithValue("a");
        CompletableFuture<String> later = Suspend.callResult(c -> ResultsKt.topLevelSuccessLater("a", c));
        assertThat(get(later)).isEqualTo("a");
        CompletableFuture<String> failed = Suspend.callResult(c -> ResultsKt.topLevelFailureLater("no", c));
        assertThat(failureOf(failed)).isInstanceOf(FixtureException.class).hasMessage("no");
        for (String name : List.of("success", "successLater")) {
            SuspendCall<Result<String>, Exception> call = mangled(results, name, "a");
            assertThat(get(Suspend.callResult(call))).isEqualTo("a");
            assertThat(get(Suspend.<Object>call(mangled(results, name, "a")))).isEqualTo("a");
        }
        for (String name : List.of("failure", "failureLater", "thrownLater")) {
            SuspendCall<Result<String>, Exception> call = mangled(results, name, "no");
            assertThat(failureOf(Suspend.callResult(call))).isInstanceOf(FixtureException.class);
            assertThat(failureOf(Suspend.call(mangled(results, name, "no")))).hasMessage("no");
        }
        for (String name : List.of("successNull", "successNullLater")) {
            SuspendCall<Result<String>, Exception> call = mangled(results, name);
            assertThat(get(Suspend.callResult(call))).isNull();
        }
    }

    @Test
    @DisplayName("SUS-5: a value class arrives as its object, whether it came at once or later.")
    void valueClasses() {
        for (String name : List.of("user", "userLater", "userTail")) {
            UserId user = get(Suspend.callValue(USER_ID, mangled(accounts, name, "ada")));
            assertThat(USER_ID.unbox(user)).isEqualTo("ada!");
        }
        for (String name : List.of("count", "countLater")) {
            Count count = get(Suspend.callValue(COUNT, mangled(accounts, name, 4)));
            assertThat(COUNT.unbox(count)).isEqualTo(5);
        }
        for (String name : List.of("userOrNull", "userOrNullLater")) {
            assertThat(get(Suspend.callValue(USER_ID, mangled(accounts, name, (Object) null))))
                    .isNull();
            assertThat(get(Suspend.callValue(USER_ID, mangled(accounts, name, "ada"))))
                    .isEqualTo(USER_ID.box("ada"));
        }
    }

    @Test
    @DisplayName("SUS-5: ValueClass makes and reads the objects of a value class, with the checks of the class.")
    void valueClassObjects() {
        assertThat(USER_ID.unbox(USER_ID.box("ada"))).isEqualTo("ada");
        assertThat(USER_ID.box("ada")).isEqualTo(USER_ID.box("ada")).isInstanceOf(UserId.class);
        assertThat(COUNT.unbox(COUNT.box(3))).isEqualTo(3);
        assertThat(NICKNAME.unbox(NICKNAME.box(null))).isNull();
        assertThat(COUNT.type()).isEqualTo(Count.class);
        assertThat(COUNT.underlyingType()).isEqualTo(int.class);
        assertThat(USER_ID).hasToString("ValueClass[dev.menai.fixture.UserId]");
        assertThatThrownBy(() -> COUNT.box(-1)).hasMessage("count must not be negative, but was -1");
        assertThatThrownBy(() -> COUNT.box("three"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("value of Count must be of int, but was java.lang.String");
        assertThatThrownBy(() -> COUNT.box(null)).hasMessage("value of Count must be of int, but was null");
        assertThatThrownBy(() -> ValueClass.of(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("type must be a Kotlin value class, but was java.lang.String");
    }

    @Test
    @DisplayName("SUS-6: a call begins in its caller and goes on where it was resumed or on the loop.")
    void threads() {
        List<Thread> begun = new CopyOnWriteArrayList<>();
        CompletableFuture<Integer> here = Suspend.call(c -> {
            begun.add(Thread.currentThread());
            return 1;
        });
        assertThat(here).isCompletedWithValue(1);
        assertThat(begun).containsExactly(Thread.currentThread());
        Probe probe = new Probe();
        assertThat(get(Suspend.<String>call(probe::threadAfterForeign))).startsWith("menai-parallel");
        assertThat(get(Suspend.<String>call(new Probe()::onForeignThread))).isEqualTo("foreign");
        assertThat(get(Suspend.<String>call(new Probe()::onIo))).contains("DefaultDispatcher");
        String main = Programs.<String, RuntimeException>run(() -> {
            String loopThread = Thread.currentThread().getName();
            String seen = Asyncio.await(Suspend.<String>call(new Probe()::threadAfterForeign));
            assertThat(seen).isNotEqualTo("foreign");
            return loopThread;
        });
        assertThat(main).isNotNull();
    }

    @Test
    @DisplayName("SUS-6: on names a loop: its own steps make the call at once, others in an iteration of the loop.")
    void onALoop() {
        EventLoop loop = EventLoop.create();
        try {
            List<Object> seen = new CopyOnWriteArrayList<>();
            CompletableFuture<Integer> outside = Suspend.on(loop).call(c -> {
                seen.add(EventLoop.running());
                return 1;
            });
            assertThat(outside).isNotDone();
            assertThat(loop.runUntilComplete(outside)).isEqualTo(1);
            assertThat(seen).containsExactly(loop);
            loop.runUntilComplete(() -> {
                CompletableFuture<Integer> inside = Suspend.on(loop).call(c -> 2);
                assertThat(inside).isCompletedWithValue(2);
            });
        } finally {
            loop.close();
        }
    }

    @Test
    @DisplayName("SUS-6: on names an executor.")
    void onAnExecutor() {
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "my executor"));
        try {
            CompletableFuture<String> name =
                    Suspend.on(executor).call(c -> Thread.currentThread().getName());
            assertThat(get(name)).isEqualTo("my executor");
            assertThat(get(Suspend.on(executor).<String>call(new Probe()::threadAfterForeign)))
                    .isEqualTo("my executor");
        } finally {
            executor.shutdown();
        }
    }

    @Test
    @DisplayName("SUS-6: on names a context, whose job becomes the parent.")
    void onAContext() throws InterruptedException {
        Job parent = JobKt.Job(null);
        CompletableFuture<Object> name = Suspend.on(new CoroutineName("mine")).call(c -> {
            return c.getContext().get(CoroutineName.Key).getName();
        });
        assertThat(get(name)).isEqualTo("mine");
        Probe probe = new Probe();
        CompletableFuture<Void> hanging =
                Suspend.on(Dispatchers.getDefault().plus(parent)).call(probe::hang);
        probe.getStarted().await();
        parent.cancel(new CancellationException("parent is over"));
        assertThat(failureOf(hanging)).isInstanceOf(CancellationException.class);
        assertThat(probe.getEnded().orTimeout(20, TimeUnit.SECONDS).join()).isInstanceOf(CancellationException.class);
    }

    @Test
    @DisplayName("SUS-6: virtual time stands still during a call on another dispatcher, and goes on after it.")
    void virtualTime() {
        Programs.run(() -> {
            Gate gate = new Gate();
            CompletableFuture<String> call =
                    Suspend.on(Dispatchers.getDefault()).call(c -> plain.greetBehind(gate, "Ada", c));
            CompletableFuture<Void> opened = CompletableFuture.runAsync(gate::open);
            assertThat(Asyncio.await(Asyncio.waitFor(call, Duration.ofMillis(1))))
                    .isEqualTo("Hello Ada");
            Asyncio.await(opened);
            Asyncio.await(Asyncio.sleep(Duration.ofHours(1)));
        });
    }

    @Test
    @DisplayName("SUS-7: a scope is given, and the call ends after what was started in it.")
    void scoped() {
        List<String> names = new CopyOnWriteArrayList<>();
        CompletableFuture<Integer> all = Suspend.call((scope, c) -> ScopesKt.launchAll(scope, names, c));
        assertThat(get(all)).isEqualTo(2);
        CompletableFuture<String> left = Suspend.call((scope, c) -> {
            ScopesKt.launchNamed(scope, names, "left behind");
            return "value";
        });
        assertThat(get(left)).isEqualTo("value");
        assertThat(names).containsExactlyInAnyOrder("a", "b", "left behind");
        FixtureException failure = new FixtureException("child");
        CompletableFuture<String> failed = Suspend.call((scope, c) -> {
            BuildersKt.launch(scope, c.getContext(), CoroutineStart.DEFAULT, (inner, end) -> {
                throw SuspendCallTest.<RuntimeException>sneaky(failure);
            });
            return "value";
        });
        assertThat(failureOf(failed)).isSameAs(failure);
    }

    @SuppressWarnings("unchecked") // the compiler infers an unchecked type
    private static <X extends Throwable> X sneaky(Throwable failure) throws X {
        throw (X) failure;
    }

    @Test
    @DisplayName("SUS-8: a call sees the variables of its caller, and what it sets stays with it.")
    void variables() {
        ContextVar<String> user = ContextVar.of("user", "nobody");
        Programs.run(() -> {
            user.set("Ada");
            CompletableFuture<String> seen = Suspend.call((scope, c) -> new Probe().threadAfterForeign(c));
            CompletableFuture<String> after = Suspend.call(c -> {
                Object suspended = plain.greetLater(user.get(), c);
                user.set("Grace");
                return suspended;
            });
            assertThat(Asyncio.await(after)).isEqualTo("Hello Ada");
            assertThat(user.get()).isEqualTo("Ada");
            Asyncio.await(seen);
        });
    }

    @Test
    @DisplayName("CTX-7: a declared thread-local goes with a call.")
    void threadLocals() {
        ThreadLocal<String> user = new ThreadLocal<>();
        try (var registration = Context.carry(user)) {
            Programs.run(() -> {
                user.set("Ada");
                CompletableFuture<String> greeting = Suspend.call(c -> plain.greetLater(user.get(), c));
                CompletableFuture<String> seen = greeting.thenApply(text -> text + ", " + user.get());
                user.set("Bob");
                assertThat(Asyncio.await(seen)).isEqualTo("Hello Ada, Ada");
                assertThat(user.get()).isEqualTo("Bob");
            });
        }
    }

    @Test
    @DisplayName("SUS-9: bad arguments are refused by name.")
    void badInput() {
        assertThatThrownBy(() -> Suspend.call((SuspendCall<Object, Exception>) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("call must not be null");
        assertThatThrownBy(() -> Suspend.on((EventLoop) null)).hasMessage("loop must not be null");
        assertThatThrownBy(() -> Suspend.callValue(null, c -> null)).hasMessage("type must not be null");
    }

    @Test
    @DisplayName("SUS-9: a function that returns twice is told so.")
    void twice() {
        List<kotlin.coroutines.Continuation<? super String>> kept = new ArrayList<>();
        CompletableFuture<String> once = Suspend.call(c -> {
            kept.add(c);
            return kotlin.coroutines.intrinsics.IntrinsicsKt.getCOROUTINE_SUSPENDED();
        });
        kept.get(0).resumeWith("first");
        assertThat(get(once)).isEqualTo("first");
        assertThatThrownBy(() -> kept.get(0).resumeWith("second"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must return once, but has returned twice");
    }
}
