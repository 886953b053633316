package dev.menai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.function.ThrowingConsumer;
import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BadInputTest {
    private final EventLoop loop = EventLoop.create();

    @AfterEach
    void close() {
        loop.close();
    }

    @TestFactory
    List<DynamicTest> nullsAreNamed() {
        Map<ThrowingCallable, String> calls = new LinkedHashMap<>();
        calls.put(() -> Asyncio.await(null), "stage");
        calls.put(() -> Asyncio.await(CompletableFuture.completedFuture(1), null), "checked");
        calls.put(() -> Asyncio.sleep(null), "duration");
        calls.put(() -> Asyncio.createTask((Coroutine<String>) null), "body");
        calls.put(() -> Asyncio.createTask((String) null, () -> 1), "name");
        calls.put(() -> Asyncio.createTask((TaskOptions) null, () -> 1), "options");
        calls.put(() -> Asyncio.createTaskFrom(null), "body");
        calls.put(() -> Asyncio.ensureFuture(null), "stage");
        calls.put(() -> Asyncio.shield(null), "stage");
        calls.put(() -> Asyncio.gather((List<CompletableFuture<String>>) null), "stages");
        calls.put(() -> Asyncio.gather((CompletionStage<String>[]) null), "stages");
        calls.put(() -> Asyncio.gather((Coroutine<String>[]) null), "bodies");
        calls.put(() -> Asyncio.gather((ThrowingRunnable<RuntimeException>[]) null), "bodies");
        calls.put(() -> Asyncio.gather((Set<Coroutine<String>>) null), "bodies");
        calls.put(() -> Asyncio.gatherOutcomes((Coroutine<String>[]) null), "bodies");
        calls.put(() -> Asyncio.gatherOutcomes((ThrowingRunnable<RuntimeException>[]) null), "bodies");
        calls.put(() -> Asyncio.gatherOutcomes((Set<Coroutine<String>>) null), "bodies");
        calls.put(() -> Asyncio.race((ThrowingRunnable<RuntimeException>[]) null), "bodies");
        calls.put(() -> Asyncio.waitFor((ThrowingRunnable<RuntimeException>) null, null), "body");
        calls.put(() -> Asyncio.timeout(null, (ThrowingSupplier<String, RuntimeException>) null), "body");
        calls.put(() -> Asyncio.timeout(null, (ThrowingRunnable<RuntimeException>) null), "body");
        calls.put(() -> Asyncio.timeoutAt(null, (ThrowingSupplier<String, RuntimeException>) null), "body");
        calls.put(() -> Asyncio.timeoutAt(null, (ThrowingRunnable<RuntimeException>) null), "body");
        calls.put(() -> Asyncio.moveOnAfter(null, (ThrowingSupplier<String, RuntimeException>) null), "body");
        calls.put(() -> Asyncio.moveOnAfter(null, (ThrowingRunnable<RuntimeException>) null), "body");
        calls.put(
                () -> Asyncio.mapConcurrently(List.of(1), 1, (ThrowingConsumer<Integer, RuntimeException>) null),
                "function");
        calls.put(() -> Asyncio.gather(CompletableFuture.completedFuture(1), null, (a, b) -> a), "second");
        calls.put(() -> Asyncio.toThread((ThrowingSupplier<String, RuntimeException>) null), "blocking");
        calls.put(() -> Asyncio.toThread((ThrowingRunnable<RuntimeException>) null), "blocking");
        calls.put(() -> Asyncio.run((CompletionStage<String>) null), "main");
        calls.put(() -> loop.runInExecutor((ThrowingSupplier<String, RuntimeException>) null), "blocking");
        calls.put(() -> loop.runInExecutor((ThrowingRunnable<RuntimeException>) null), "blocking");
        calls.put(() -> loop.callSoon(null), "callback");
        calls.put(() -> loop.callSoon(() -> {}, null), "context");
        calls.put(() -> loop.callLater(Duration.ZERO, null), "callback");
        calls.put(() -> loop.setDefaultExecutor((ExecutorService) null), "executor");
        calls.put(() -> loop.createFuture().setException(null), "exception");
        calls.put(() -> loop.createFuture().addDoneCallback(null), "callback");
        calls.put(() -> loop.createFuture().completeExceptionally(null), "exception");
        calls.put(() -> loop.createFuture().obtrudeException(null), "exception");
        calls.put(() -> loop.callExceptionHandler(null), "context");
        calls.put(() -> ContextVar.of(null), "name");
        calls.put(() -> Outcome.failure(null), "exception");
        calls.put(() -> TaskOptions.inContext(null), "context");
        calls.put(() -> new Runner(null), "options");
        calls.put(() -> RunnerOptions.onLoop(null), "factory");
        calls.put(() -> Asyncio.run(CompletableFuture.completedFuture(1), null), "checked");
        calls.put(() -> loop.runUntilComplete(CompletableFuture.completedFuture(1), null), "checked");
        calls.put(() -> loop.ensureFuture(null), "stage");
        calls.put(() -> loop.wrapFuture(null), "future");
        calls.put(() -> Outcome.success(1).value(null), "checked");
        calls.put(() -> loop.createFuture().result(null), "checked");
        calls.put(() -> Timeout.after(null).with((ThrowingRunnable<RuntimeException>) null), "body");
        calls.put(() -> RunnerOptions.defaults().withShutdownTimeout(null), "timeout");
        return calls.entrySet().stream()
                .map(call -> DynamicTest.dynamicTest(call.getValue(), () -> assertThatThrownBy(call.getKey())
                        .isInstanceOf(NullPointerException.class)
                        .hasMessage(call.getValue() + " must not be null")))
                .toList();
    }

    @Test
    void aNullAmongStagesIsNamedWithItsPlace() {
        assertThatThrownBy(() -> Asyncio.gather(CompletableFuture.completedFuture(1), null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("stages must not hold null, but does at index 1");
        assertThatThrownBy(() -> Asyncio.gather(Arrays.asList(null, CompletableFuture.completedFuture(1))))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("stages must not hold null, but does at index 0");
    }

    @Test
    void negativeDurationsAreRefusedWhereTheyMakeNoSense() {
        assertThatThrownBy(() -> RunnerOptions.defaults().withShutdownTimeout(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout must not be negative, but was PT-1S");
    }

    @Test
    void endlessDurationsAreNoError() {
        loop.callLater(Duration.ofSeconds(Long.MAX_VALUE), () -> {}).cancel();
        loop.runUntilComplete(() -> {
            Asyncio.sleep(Duration.ofSeconds(Long.MAX_VALUE)).cancel(false);
        });
    }

    @Test
    void aParallelLoopRunsByItself() {
        EventLoop parallel = EventLoop.parallel();
        assertThatThrownBy(parallel::runForever)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("A parallel loop runs by itself: cannot run it");
        assertThatThrownBy(parallel::stop)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("close it instead");
        parallel.close();
        assertThatThrownBy(() -> parallel.createTask(() -> 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(EventLoop.shared()::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("serves the whole process: cannot close it; create your own");
    }

    @Test
    void aStageWithoutAFutureSaysSo() {
        CompletableFuture<Integer> stage = new CompletableFuture<>() {
            @Override
            public CompletableFuture<Integer> toCompletableFuture() {
                return null;
            }

            @Override
            public String toString() {
                return "a stage";
            }
        };
        loop.runUntilComplete(() -> assertThatThrownBy(() -> Asyncio.await(stage))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("toCompletableFuture() of a stage must return a future, but returned null"));
    }

    @Test
    void aTaskFactoryWithoutATaskSaysSo() {
        loop.setTaskFactory((on, body, options) -> null);
        assertThatThrownBy(() -> loop.createTask(() -> 1))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("the task that the task factory makes must not be null");
    }

    @Test
    void aRunnerOnAParallelLoopIsRefused() {
        assertThatThrownBy(() -> Asyncio.run(RunnerOptions.onLoop(EventLoop::shared), () -> 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "the loop that the loop factory makes must be a confined one, but is "
                                + "EventLoop\\[shared parallel, running, \\d+ tasks\\]; that runs by itself: create tasks on it");
        assertThat(EventLoop.shared().runInExecutor(() -> 1).join())
                .as("which leaves that loop alone")
                .isEqualTo(1);
    }

    @Test
    void aRunnerWithoutALoopSaysSo() {
        try (Runner runner = new Runner(RunnerOptions.onLoop(() -> null))) {
            assertThatThrownBy(() -> runner.run(() -> 1))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("the loop that the loop factory makes must not be null");
        }
    }
}
