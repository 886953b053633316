package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.sleep;
import static dev.menai.support.Programs.after;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.engine.spi.LoopObserver;
import dev.menai.engine.spi.ObservedTask;
import dev.menai.internal.Engines;
import dev.menai.kotlin.Suspend;
import dev.menai.kotlin.SuspendLambdas;
import dev.menai.support.Log;
import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects of a user's that throw wherever they are called, and what the loop makes of it. */
class ForeignCodeTest {
    private final Steps steps = new Steps();

    /** What is thrown, of every kind that does not end a run. */
    static Stream<Supplier<Throwable>> kinds() {
        return Stream.of(
                () -> new IllegalStateException("made up"),
                () -> new AssertionError("made up"),
                () -> new NoClassDefFoundError("made up"),
                StackOverflowError::new,
                () -> new Mute(null));
    }

    /** An exception that has no text. */
    private static final class Mute extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Object detail;

        Mute(Object detail) {
            this.detail = detail;
        }

        @Override
        public String getMessage() {
            return "no " + detail.toString();
        }
    }

    private static <X extends Throwable> void sneak(Throwable failure) throws X {
        @SuppressWarnings("unchecked") // erased: this is how it gets past the compiler
        X thrown = (X) failure;
        throw thrown;
    }

    private static void fail(Supplier<Throwable> kind) {
        ForeignCodeTest.<RuntimeException>sneak(kind.get());
    }

    /** Runs {@code disturbance} beside a body that waits, and then asks whether everything goes on. */
    private void beside(Runnable disturbance) {
        Programs.run(() -> {
            Task<String> innocent = createTask(() -> after(1, "innocent"));
            disturbance.run();
            assertThat(after(2, "main")).isEqualTo("main");
            assertThat(await(innocent)).isEqualTo("innocent");
            assertThat(await(createTask(() -> after(1, "new")))).isEqualTo("new");
            assertThat(Asyncio.allTasks()).hasSize(1);
        });
    }

    @Test
    @DisplayName("LOOP-28: a failure without a text comes out of await, of run and of derived stages as it is")
    void failureWithoutText(Log log) {
        Mute failure = new Mute(null);
        assertThat(catchFrom(() -> Programs.run(() -> sneak(failure)))).isSameAs(failure);
        Programs.run(() -> {
            AsyncFuture<String> future = EventLoop.running().createFuture();
            CompletableFuture<String> first = future.thenApply(value -> value + "!");
            CompletableFuture<String> second = future.exceptionally(thrown -> "told");
            Task<Void> waiting = createTask(() -> {
                assertThat(catchFrom(() -> await(future))).isSameAs(failure);
            });
            turn();
            future.setException(failure);
            await(waiting);
            assertThat(await(second)).isEqualTo("told");
            assertThat(catchFrom(() -> await(first))).isSameAs(failure);
            assertThat(future.toString()).contains("failed").contains("its toString threw");
            createTask(() -> sneak(failure));
        });
        assertThat(log.messages()).singleElement().asString().contains("exception was never retrieved");
    }

    /** An exception that throws when somebody looks for its cause or its trace. */
    private static final class Unfathomable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("no cause");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("no trace");
        }
    }

    @Test
    @DisplayName(
            "LOOP-28: a failure that throws when it is looked into comes out of blocking work and suspend calls as it is")
    void failureWithoutTextOrCauseFromElsewhere() {
        for (RuntimeException failure : List.of(new Mute(null), new Unfathomable())) {
            Coroutine<String> fails = () -> {
                await(sleep(Duration.ofMillis(1)));
                throw failure;
            };
            Programs.run(() -> {
                assertThat(catchFrom(() -> await(Asyncio.toThread(() -> sneak(failure)))))
                        .isSameAs(failure);
                assertThat(catchFrom(() -> await(createTask(fails)))).isSameAs(failure);
                CompletableFuture<String> call =
                        Suspend.call(end -> SuspendLambdas.<String>lambda(fails).invoke(end));
                assertThat(catchFrom(() -> await(call))).isSameAs(failure);
            });
        }
    }

    private static Throwable catchFrom(Runnable action) {
        try {
            action.run();
            return null;
        } catch (Throwable failure) {
            return failure;
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("LOOP-28: a callback that throws, and has no text, is reported and disturbs nobody")
    void callbacks(Supplier<Throwable> kind, Log log) {
        beside(() -> EventLoop.running().callSoon(new Runnable() {
            @Override
            public void run() {
                fail(kind);
            }

            @Override
            public String toString() {
                fail(kind);
                return "";
            }
        }));
        assertThat(log.messages()).singleElement().asString().contains("its toString threw");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("LOOP-22: a failing exception handler, whatever it throws, is reported with the original report")
    void handlers(Supplier<Throwable> kind, Log log) {
        beside(() -> {
            EventLoop.running().setExceptionHandler((loop, context) -> fail(kind));
            EventLoop.running().callSoon(() -> {
                throw new ArithmeticException("original");
            });
        });
        assertThat(log.messages())
                .singleElement()
                .asString()
                .startsWith("Unhandled error in exception handler")
                .contains("java.lang.ArithmeticException: original");
    }

    @Test
    @DisplayName("LOOP-22: a fatal error of the exception handler ends the run")
    void fatalHandler(Log log) {
        InternalError fatal = new InternalError("machine");
        assertThatThrownBy(() -> Programs.run(() -> {
                    EventLoop.running().setExceptionHandler((loop, context) -> {
                        throw fatal;
                    });
                    EventLoop.running().callSoon(() -> {
                        throw new ArithmeticException("original");
                    });
                    after(1, "not reached");
                }))
                .isSameAs(fatal);
        assertThat(log.messages()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("LOOP-28: an observer, and functions that run inline, disturb nobody")
    void hooks(Supplier<Throwable> kind, Log log) {
        beside(() -> {
            Engines.of(EventLoop.running()).setObserver(new LoopObserver() {
                @Override
                public void waits(ObservedTask task) {
                    fail(kind);
                }
            });
            CompletableFuture<?> unused = sleep(Duration.ZERO).thenRun(() -> fail(kind));
            CompletableFuture<?> unusedToo = sleep(Duration.ofMillis(1)).thenRun(() -> fail(kind));
        });
        assertThat(log.messages())
                .isNotEmpty()
                .allMatch(text ->
                        text.contains("the observer of an event loop") || text.contains("that ran inline failed"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("LOOP-28: on a parallel loop a worker and the counts survive what steps throw")
    void parallel(Supplier<Throwable> kind, Log log) throws Exception {
        EventLoop loop = EventLoop.parallel();
        loop.setExceptionHandler((where, context) -> fail(kind));
        for (int round = 0; round < 20; round++) {
            loop.callSoon(() -> fail(kind));
            Task<String> task = loop.createTask(TaskOptions.defaults(), () -> {
                fail(kind);
                return "";
            });
            assertThat(catchFrom(task::join)).isNotNull();
        }
        assertThat(loop.submit(() -> "goes on").get()).isEqualTo("goes on");
        while (log.messages().size() < 20) {
            Thread.onSpinWait(); // for the last callbacks, which have no order
        }
        loop.close();
        assertThat(loop.allTasks()).isEmpty();
        assertThat(log.messages()).allMatch(text -> text.startsWith("Unhandled error in exception handler"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("LOOP-28: what a logger throws disturbs nobody; the report goes to the standard error stream")
    void loggers(Supplier<Throwable> kind, Log log) {
        Handler failing = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                fail(kind);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("dev.menai");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.err;
        logger.addHandler(failing);
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            beside(() -> EventLoop.running().callSoon(() -> {
                throw new ArithmeticException("original");
            }));
        } finally {
            System.setErr(before);
            logger.removeHandler(failing);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Exception in callback")
                .contains("java.lang.ArithmeticException: original")
                .contains("not logged: the logger dev.menai threw");
        assertThat(log.messages()).isNotEmpty();
    }

    @Test
    @DisplayName("LOOP-29: an interrupt that a callback or a body leaves behind is not the one's who waits there")
    void interruptsLeftBehind() {
        beside(() -> {
            EventLoop.running().callSoon(() -> Thread.currentThread().interrupt());
            EventLoop.running().callLater(Duration.ofMillis(1), () -> Thread.currentThread()
                    .interrupt());
            Task<Void> unused = createTask(() -> Thread.currentThread().interrupt());
        });
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    @DisplayName("LOOP-29: an interrupt of a thread on which a body waits is one request to cancel that body")
    void interruptFromElsewhere() {
        Programs.run(() -> {
            AsyncFuture<Thread> stands = EventLoop.running().createFuture();
            Task<Void> task = createTask("sleeper", () -> {
                stands.setResult(Thread.currentThread());
                try {
                    await(EventLoop.running().createFuture()); // no sleep, which virtual time would end at once
                } catch (CancellationException cancelled) {
                    steps.add(cancelled.getMessage());
                }
                after(1, "goes on");
            });
            await(stands).interrupt();
            await(task);
            assertThat(task.cancelling()).isEqualTo(1);
        });
        steps.expect("task 'sleeper' was cancelled: its thread was interrupted");
    }

    @Test
    @DisplayName(
            "LOOP-30: closing a parallel loop while tasks start loses no thread and no count, and ends all of them")
    void closeWhileTasksStart() throws Exception {
        for (int round = 0; round < 200; round++) {
            EventLoop loop = EventLoop.parallel();
            List<Task<Integer>> tasks = Stream.generate(() -> loop.createTask(TaskOptions.defaults(), () -> 1))
                    .limit(20)
                    .toList();
            loop.close();
            for (Task<Integer> task : tasks) {
                Throwable end = catchFrom(task::join);
                assertThat(end == null || end instanceof CancellationException).isTrue();
            }
            assertThat(loop.toString()).doesNotContain("-");
        }
        assertThat(EventLoop.shared().submit(() -> 42).get()).isEqualTo(42);
    }
}
