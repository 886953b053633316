package dev.menai.interop.bridge;

import static dev.menai.Asyncio.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.Runner;
import dev.menai.RunnerOptions;
import dev.menai.Task;
import dev.menai.fixture.FixtureException;
import dev.menai.fixture.Gate;
import dev.menai.fixture.Lambdas;
import dev.menai.fixture.Plain;
import dev.menai.fixture.Probe;
import dev.menai.kotlin.Coroutines;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendLambdas;
import dev.menai.support.Log;
import dev.menai.support.Programs;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each known way to wait for a coroutine inside a coroutine: it is refused and explained, or named by the log. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SuspendBlockTest {
    private final Plain plain = new Plain();
    private final Lambdas lambdas = new Lambdas();
    private final Probe probe = new Probe();
    private final Gate closed = new Gate();

    /** What Java code between two floors of Kotlin does that must not be done there. */
    private String blockInside() throws InterruptedException {
        return Suspend.block(c -> plain.greetBehind(closed, "Ada", c));
    }

    private String greeting() throws InterruptedException {
        return Suspend.block(c -> plain.greetLater("Ada", c));
    }

    private void assertRefused(Throwable failure, String place) {
        assertThat(failure)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Suspend.block() must not block an event loop, but was called by ")
                .hasMessageContaining("SuspendBlockTest.blockInside(SuspendBlockTest.java:")
                .hasMessageContaining("in " + place)
                .hasMessageContaining("Probably you want its value here: use ");
    }

    @Test
    @DisplayName("BLK-1: on a plain thread block waits, and gives the value or throws the exception as declared.")
    void plainThread() throws InterruptedException {
        assertThat(greeting()).isEqualTo("Hello Ada");
        assertThatThrownBy(() -> Suspend.block(c -> plain.greetFailed("Ada", c)))
                .isExactlyInstanceOf(FixtureException.class);
        IOException failure = new IOException("made up");
        try {
            Suspend.<String, IOException>block(c -> {
                throw failure;
            });
        } catch (IOException caught) {
            assertThat(caught).isSameAs(failure);
        }
        assertThatThrownBy(() -> Suspend.block(probe::cancelledInside))
                .isInstanceOf(CancellationException.class)
                .hasMessage("cancelled inside");
    }

    @Test
    @DisplayName("BLK-1: in a thread that runs blocking work for a loop block waits, while the loop goes on.")
    void workerThread() {
        Asyncio.run(() -> {
            CompletableFuture<String> greeting = Asyncio.toThread(this::greeting);
            assertThat(await(greeting)).isEqualTo("Hello Ada");
        });
    }

    @Test
    @DisplayName("BLK-2: what returns at once may be blocked for anywhere.")
    void doneAtOnce() throws Exception {
        String greeting = Programs.run(() -> Suspend.<String, Exception>block(c -> plain.greet("Ada", c)));
        assertThat(greeting).isEqualTo("Hello Ada");
    }

    @Test
    @DisplayName("BLK-3: in a Java body block is refused, and the call is cancelled.")
    void body() {
        Programs.run(() -> {
            assertThatThrownBy(this::blockInside).satisfies(failure -> assertRefused(failure, "the body of task"));
            assertThatThrownBy(() -> Suspend.block(probe::hang)).isInstanceOf(IllegalStateException.class);
            assertThat(await(probe.getEnded())).isInstanceOf(CancellationException.class);
        });
    }

    @Test
    @DisplayName("BLK-3: in a callback block is refused.")
    void callback() {
        Programs.run(() -> {
            AtomicReference<Throwable> seen = new AtomicReference<>();
            EventLoop.running().callSoon(() -> {
                try {
                    blockInside();
                } catch (Exception failure) {
                    seen.set(failure);
                }
            });
            Programs.turn();
            assertRefused(seen.get(), "a callback or coroutine");
        });
    }

    @Test
    @DisplayName("BLK-4: Kotlin -> Java -> Kotlin: block in what a coroutine calls is refused, on every kind of loop.")
    void insideACoroutine() {
        Programs.run(() -> {
            CompletableFuture<String> call = Suspend.call((scope, c) -> lambdas.plain(
                    "x",
                    x -> {
                        try {
                            return blockInside();
                        } catch (InterruptedException failure) {
                            throw new AssertionError(failure);
                        }
                    },
                    c));
            assertThatThrownBy(() -> await(call)).satisfies(failure -> assertRefused(failure, ""));
        });
        CompletableFuture<String> parallel = Suspend.call(c -> lambdas.none(
                SuspendLambdas.lambda(() -> await(
                        Suspend.<String>call(d -> lambdas.none(SuspendLambdas.lambdaFrom(this::blockingStage), d)))),
                c));
        Throwable failure = parallel.handle((value, thrown) -> thrown).join();
        assertRefused(failure, "");
    }

    private CompletableFuture<String> blockingStage() {
        try {
            return CompletableFuture.completedFuture(blockInside());
        } catch (InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    @DisplayName("BLK-4: Kotlin -> Java -> Kotlin: join and get of a task in what a coroutine calls are refused.")
    void joinInsideACoroutine() {
        Programs.run(() -> {
            Task<String> task = Asyncio.createTask("slow", () -> Programs.after(1, "value"));
            CompletableFuture<String> call = Suspend.call(c -> lambdas.none(SuspendLambdas.lambda(task::join), c));
            assertThatThrownBy(() -> await(call))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("join() must not block an event loop")
                    .hasMessageContaining("name='slow'");
        });
    }

    /** Waits in a way that nobody can refuse. */
    private static String runBlockingInside(Gate gate) throws InterruptedException {
        return BuildersKt.runBlocking(
                EmptyCoroutineContext.INSTANCE, (scope, end) -> new Plain().greetBehind(gate, "x", end));
    }

    @Test
    @DisplayName("BLK-5: what cannot be refused, kotlinx runBlocking, is named in the log with who called it.")
    void runBlockingIsNamed(Log log) throws Exception {
        Gate gate = new Gate();
        CompletableFuture<String> warning = rescuedBy(log, gate::open);
        try (Runner runner = new Runner(RunnerOptions.defaults().withDebug(true))) {
            runner.run(() -> {
                CompletableFuture<String> call = Suspend.call(c -> lambdas.plain(
                        gate,
                        x -> {
                            try {
                                return runBlockingInside(x);
                            } catch (InterruptedException failure) {
                                throw new AssertionError(failure);
                            }
                        },
                        c));
                assertThat(await(call)).isEqualTo("Hello x");
            });
        }
        assertThat(warning.get())
                .contains("It blocks in kotlinx.coroutines.BuildersKt.runBlocking")
                .contains("called by " + getClass().getName() + ".runBlockingInside(SuspendBlockTest.java:")
                .contains("called by dev.menai.fixture.Lambdas.plain(Lambdas.kt:");
    }

    /** Lets go on what is stuck when the log says so; returns what it says. */
    private static CompletableFuture<String> rescuedBy(Log log, Runnable release) {
        CompletableFuture<String> warning = new CompletableFuture<>();
        Thread rescue = new Thread(() -> {
            try {
                warning.complete(log.awaitMessage("The event loop is stuck").getMessage());
            } catch (InterruptedException failure) {
                warning.completeExceptionally(failure);
            } finally {
                release.run();
            }
        });
        rescue.start();
        return warning;
    }

    @Test
    @DisplayName("BLK-5: what cannot be refused, get of a foreign future, is named in the log with who called it.")
    void foreignGetIsNamed(Log log) throws Exception {
        CompletableFuture<String> foreign = new CompletableFuture<>();
        CompletableFuture<String> warning = rescuedBy(log, () -> foreign.complete("rescued"));
        try (Runner runner = new Runner(RunnerOptions.defaults().withDebug(true))) {
            assertThat(runner.<String, Exception>run(foreign::get)).isEqualTo("rescued");
        }
        assertThat(warning.get())
                .contains("It blocks in java.util.concurrent.CompletableFuture.get")
                .contains("use await instead of blocking");
    }

    @Test
    @DisplayName("BLK-6: waiting for a coroutine of the loop from a thread of its own goes on.")
    void acrossThreads() {
        Asyncio.run(() -> {
            EventLoop loop = EventLoop.running();
            CompletableFuture<String> outside = Asyncio.toThread(() -> Suspend.on(loop)
                    .block(c -> lambdas.none(
                            SuspendLambdas.lambda(() -> await(Asyncio.sleep(Duration.ofMillis(1), "from the loop"))),
                            c)));
            assertThat(await(outside)).isEqualTo("from the loop");
            assertThat(Coroutines.dispatcher(loop)).isNotNull();
        });
    }
}
