package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.toThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.support.Log;
import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    private final Steps steps = new Steps();

    @Test
    @DisplayName("THR-1: runInExecutor runs off the loop's thread and delivers on the loop")
    void offTheLoop() {
        Programs.run(() -> {
            EventLoop loop = EventLoop.running();
            Thread mine = Thread.currentThread();
            AsyncFuture<Thread> future = Asyncio.ensureFuture(loop.runInExecutor(Thread::currentThread));
            future.addDoneCallback(done -> steps.add(EventLoop.running() == loop));
            Thread theirs = await(future);
            assertThat(theirs).isNotSameAs(mine);
            assertThat(theirs.isDaemon()).isTrue();
            await(sleep(Duration.ZERO));
            steps.expect(true);
        });
    }

    @Test
    @DisplayName("THR-2: cancelling interrupts the thread, and the future is cancelled at once")
    void cancelling() throws InterruptedException {
        CountDownLatch isBlocked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Programs.run(() -> {
            CompletableFuture<Void> blocking = toThread(() -> {
                isBlocked.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException interrupt) {
                    interrupted.countDown();
                }
            });
            isBlocked.await();
            assertThat(blocking.cancel(false)).isTrue();
            assertThat(blocking).isCancelled();
            assertThatThrownBy(() -> await(blocking)).isInstanceOf(CancellationException.class);
        });
        interrupted.await();
    }

    @Test
    @DisplayName("THR-2: cancelling is refused when the work is done: its value is on its way")
    void cancellingTooLate() {
        Programs.run(() -> {
            CompletableFuture<String> work = EventLoop.running().runInExecutor(Runnable::run, () -> "done");
            assertThat(work).isNotDone();
            assertThat(work.cancel(false)).isFalse();
            assertThat(await(work)).isEqualTo("done");
        });
    }

    @Test
    @DisplayName("THR-2: work that ends after the loop was closed delivers its value itself")
    void lateEnd() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        EventLoop loop = EventLoop.create();
        CompletableFuture<String> late = loop.runInExecutor(() -> {
            mayEnd.await();
            return "late";
        });
        ExecutorService pool = Executors.newSingleThreadExecutor();
        CompletableFuture<String> own = loop.runInExecutor(pool, () -> {
            mayEnd.await();
            return "late";
        });
        loop.close();
        mayEnd.countDown();
        pool.shutdown();
        assertThat(late.get(10, TimeUnit.SECONDS)).isEqualTo("late");
        assertThat(own.get(10, TimeUnit.SECONDS)).isEqualTo("late");
    }

    @Test
    @DisplayName("THR-3: after shutdownDefaultExecutor the default executor refuses work, an own one does not")
    void afterShutdown() {
        ExecutorService own = Executors.newSingleThreadExecutor();
        Programs.run(() -> {
            EventLoop loop = EventLoop.running();
            assertThat(await(toThread(() -> 1))).isEqualTo(1);
            await(loop.shutdownDefaultExecutor());
            assertThatThrownBy(() -> toThread(() -> 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("default executor has been shut down: cannot run blocking work")
                    .hasMessageContaining("pass an executor of your own");
            assertThat(await(loop.runInExecutor(own, () -> 2))).isEqualTo(2);
        });
        own.shutdown();
    }

    @Test
    @DisplayName("THR-4: shutdownDefaultExecutor with a limit warns and gives up waiting")
    void shutdownLimit(Log log) {
        CountDownLatch mayEnd = new CountDownLatch(1);
        EventLoop loop = EventLoop.create();
        loop.runUntilComplete(() -> {
            toThread(() -> mayEnd.await());
            await(loop.shutdownDefaultExecutor(Duration.ofMillis(1)));
        });
        assertThat(log.messages()).anyMatch(message -> message.contains("was not done after 1 ms: giving up waiting"));
        mayEnd.countDown();
        loop.close();
        assertThatThrownBy(() -> loop.shutdownDefaultExecutor(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout must not be negative, but was PT-0.001S");
    }

    @Test
    @DisplayName("THR-5: toThread and runInExecutor carry a copy of the context; changes do not come back")
    void context() {
        ContextVar<String> variable = ContextVar.of("variable", "unset");
        Programs.run(() -> {
            variable.set("mine");
            await(toThread(() -> {
                steps.add(variable.get());
                variable.set("theirs");
            }));
            steps.add(await(EventLoop.running().runInExecutor(variable::get)));
            steps.add(variable.get());
            steps.expect("mine", "mine", "mine");
        });
    }

    @Test
    @DisplayName("THR-6: toThread passes value and exception and may run many at a time")
    void manyAtOnce() {
        Programs.run(() -> {
            IOException failure = new IOException("x");
            assertThatThrownBy(() -> await(toThread(() -> {
                        throw failure;
                    })))
                    .isSameAs(failure);
            CyclicBarrier allAtOnce = new CyclicBarrier(8);
            List<AsyncFuture<Integer>> together = java.util.stream.IntStream.range(0, 8)
                    .mapToObj(number -> toThread(() -> {
                        allAtOnce.await(10, TimeUnit.SECONDS);
                        return number;
                    }))
                    .toList();
            assertThat(await(Asyncio.gather(together))).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        });
    }

    @Test
    @DisplayName("THR-7: submit carries value, exception and cancellation between a plain thread and a loop")
    void submit() throws Exception {
        EventLoop loop = EventLoop.create();
        Thread runs = new Thread(loop::runForever);
        runs.start();
        assertThat(loop.submit(() -> await(sleep(Duration.ofMillis(1), "value")))
                        .get())
                .isEqualTo("value");
        IOException failure = new IOException("x");
        assertThatThrownBy(() -> loop.submit(() -> {
                            throw failure;
                        })
                        .get())
                .hasCause(failure);
        CountDownLatch isWaiting = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        CompletableFuture<Object> slow = loop.submit(() -> {
            isWaiting.countDown();
            try {
                return await(sleep(Duration.ofHours(1)));
            } catch (CancellationException cancellation) {
                cancelled.countDown();
                throw cancellation;
            }
        });
        isWaiting.await();
        assertThatThrownBy(() -> slow.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(slow).isNotDone();
        slow.cancel(false);
        cancelled.await();
        assertThatThrownBy(slow::join).isInstanceOf(CancellationException.class);
        CompletableFuture<Object> itself = loop.submit(() -> {
            Asyncio.currentTask().cancel();
            return await(sleep(Duration.ofHours(1)));
        });
        assertThatThrownBy(itself::join).isInstanceOf(CancellationException.class);
        loop.stop();
        runs.join();
        loop.close();
    }

    @Test
    @DisplayName("THR-8: if the task factory fails, the submitted future has the exception and the handler is called")
    void failingFactory() {
        EventLoop loop = EventLoop.create();
        loop.setExceptionHandler((on, context) -> steps.add(context.message()));
        IllegalArgumentException failure = new IllegalArgumentException("factory");
        loop.setTaskFactory((on, body, options) -> {
            throw failure;
        });
        assertThatThrownBy(() -> loop.submit(() -> 1).join()).hasCause(failure);
        steps.expect("Exception in the task factory");
        loop.close();
    }

    @Test
    void inAThreadTheFunctionsUseTheLoopThatSentTheWork() {
        Programs.run(() -> {
            EventLoop loop = EventLoop.running();
            assertThat(await(toThread(() -> createTask(EventLoop::running).get())))
                    .isSameAs(loop);
        });
    }

    @Test
    void virtualTimeStandsStillWhileWorkIsUnderWay() throws InterruptedException {
        CountDownLatch mayEnd = new CountDownLatch(1);
        EventLoop loop = EventLoop.virtualTime();
        loop.runUntilComplete(() -> {
            CompletableFuture<Void> work = toThread(() -> mayEnd.await());
            EventLoop.running().callLater(Duration.ofHours(1), () -> steps.add("timer"));
            EventLoop.running().callSoon(mayEnd::countDown);
            await(work);
            steps.add("work");
        });
        steps.expect("work");
        assertThat(loop.time()).isZero();
        loop.close();
    }

    @Test
    void aStandstillOfVirtualTimeIsExplained(Log log) throws InterruptedException {
        CompletableFuture<String> foreign = new CompletableFuture<>();
        Thread helper = new Thread(() -> {
            try {
                log.awaitMessage("Virtual time stands still");
            } catch (InterruptedException interrupt) {
                throw new AssertionError(interrupt);
            }
            foreign.complete("helped");
        });
        helper.start();
        Programs.run(() -> {
            EventLoop.running().callLater(Duration.ofSeconds(1), () -> foreign.complete("by a timer"));
            assertThat(await(foreign)).isEqualTo("helped");
        });
        helper.join();
        assertThat(log.messages()).anyMatch(message -> message.contains("make it with createFuture()"));
    }
}
