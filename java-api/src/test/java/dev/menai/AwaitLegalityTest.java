package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AwaitLegalityTest {
    private final Steps steps = new Steps();

    private static void assertRefused(ThrowingCallable await, String where, String remedy) {
        assertThatThrownBy(await)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("await must be called in a coroutine body, but was called in " + where)
                .hasMessageContaining(remedy);
    }

    @Test
    void notOnAThreadWithoutALoop() {
        assertRefused(
                () -> await(CompletableFuture.completedFuture(1)), "a thread that runs no event loop", "Asyncio.run");
    }

    @Test
    void notInACallback() {
        Programs.run(() -> {
            EventLoop.running().callSoon(() -> {
                assertRefused(() -> await(sleep(Duration.ZERO)), "a callback of the event loop", "createTask");
                steps.add("refused");
            });
            await(sleep(Duration.ZERO));
            steps.expect("refused");
        });
    }

    @Test
    void notInAFunctionThatRunsInlineAtACompletion() {
        Programs.run(() -> {
            AsyncFuture<String> future = EventLoop.running().createFuture();
            CompletableFuture<Void> derived = future.thenAccept(value -> {
                assertRefused(() -> await(sleep(Duration.ZERO)), "a function that runs inline", "thenCompose");
                steps.add("refused");
            });
            future.setResult("x");
            await(derived);
            steps.expect("refused");
        });
    }

    @Test
    void notInAThreadThatRunsBlockingWork() {
        Programs.run(() -> {
            CompletableFuture<String> value = CompletableFuture.completedFuture("x");
            await(Asyncio.toThread(() ->
                    assertRefused(() -> await(value), "a thread that runs blocking work", "wait with join() there")));
        });
    }

    @Test
    void checkedExceptionsCanBeDeclared() {
        Programs.run(() -> {
            CompletableFuture<String> failed = CompletableFuture.failedFuture(new FileNotFoundException("no file"));
            try {
                await(failed, IOException.class);
            } catch (IOException caught) {
                steps.add(caught.getMessage());
            }
            steps.expect("no file");
        });
    }

    @Test
    void oneCompletionExceptionIsUnwrapped() {
        Programs.run(() -> {
            IOException failure = new IOException("inner");
            CompletableFuture<String> derived =
                    CompletableFuture.<String>failedFuture(failure).thenApply(String::trim);
            assertThatThrownBy(() -> await(derived)).isSameAs(failure);
        });
    }

    @Test
    void aMinimalStageCanBeAwaited() {
        Programs.run(() -> {
            CompletableFuture<String> future = new CompletableFuture<>();
            EventLoop.running().callSoon(() -> future.complete("value"));
            assertThat(await(future.minimalCompletionStage())).isEqualTo("value");
        });
    }

    @Test
    void joinAndGetRefuseToBlockALoop() throws Exception {
        Programs.run(() -> {
            Task<String> pending = createTask("pending", () -> await(sleep(Duration.ofSeconds(1), "value")));
            for (ThrowingCallable blocking : java.util.List.<ThrowingCallable>of(
                    pending::join, pending::get, () -> pending.get(1, TimeUnit.SECONDS))) {
                assertThatThrownBy(blocking)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("must not block an event loop, but was called by ")
                        .hasMessageContaining("in the body of task")
                        .hasMessageContaining("name='pending'")
                        .hasMessageContaining("use Asyncio.await, or call");
            }
            EventLoop.running().callSoon(() -> assertThatThrownBy(pending::join)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in a callback or coroutine on "));
            await(pending);
            assertThat(pending.join()).isEqualTo("value");
            assertThat(pending.get()).isEqualTo("value");
        });
    }

    @Test
    void anInterruptedGetCancelsWhatItAloneWaitedFor() throws InterruptedException {
        Task<Object> task = createTask(() -> await(sleep(Duration.ofHours(1))));
        Thread waiter = new Thread(() -> assertThatThrownBy(task::get).isInstanceOf(InterruptedException.class));
        waiter.start();
        waiter.interrupt();
        waiter.join();
        assertThatThrownBy(task::join).hasMessageContaining("the waiting thread was interrupted");
    }

    @Test
    void bodiesOnTheParallelLoopAwaitToo() {
        Task<Integer> task = createTask(() -> {
            int sum = 0;
            for (int number = 0; number < 10; number++) {
                sum += await(sleep(Duration.ofNanos(1), number));
            }
            return sum
                    + await(Asyncio.gather(() -> await(sleep(Duration.ZERO, 1)), () -> 2))
                            .size();
        });
        assertThat(task.join()).isEqualTo(47);
    }
}
