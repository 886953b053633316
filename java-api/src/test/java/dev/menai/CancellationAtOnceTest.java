package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.currentTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A cancellation from a plain thread that meets the end of what it is for, at the same time. */
class CancellationAtOnceTest {
    private static final int ROUNDS = 2_000;
    private static final Duration LONG = Duration.ofHours(1);

    private final EventLoop loop = EventLoop.parallel();
    private final SplittableRandom random = new SplittableRandom(1);

    @AfterEach
    void close() {
        loop.close();
    }

    private static void spin(int micros) {
        long end = System.nanoTime() + micros * 1_000L;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    /** Whether the next wait of the calling task is cancelled; a sleep that is over already is none. */
    private static boolean isCancelledAgain() {
        return catchThrowable(() -> await(sleep(Duration.ZERO))) instanceof CancellationException;
    }

    /** Cancels {@code task}, which returns whether it was cancelled twice, unless it has not begun or ends cancelled. */
    private static void assertCancelledOnce(Task<Boolean> task) {
        task.cancel();
        Throwable failure = catchThrowable(() -> assertThat(task.join()).isFalse());
        if (failure != null) {
            assertThat(failure).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    @DisplayName(
            "CAN-9: one request is delivered once, whether or not the gathering that the task awaits has just ended")
    void awaitingAGathering() {
        for (int round = 0; round < ROUNDS; round++) {
            int micros = random.nextInt(60);
            Task<Boolean> task = loop.createTask(() -> {
                boolean isCancelled = catchThrowable(() -> await(gather(
                                () -> await(sleep(Duration.ofNanos(micros * 500L))),
                                () -> await(sleep(Duration.ofNanos(micros * 500L))))))
                        instanceof CancellationException;
                return isCancelled && isCancelledAgain();
            });
            spin(30 + random.nextInt(60));
            assertCancelledOnce(task);
        }
    }

    @Test
    @DisplayName(
            "TGR-18: a cancellation that meets the shutdown of a group comes out of it, and not once more at the next wait")
    void besideTheShutdownOfAGroup() {
        for (int round = 0; round < ROUNDS; round++) {
            int micros = random.nextInt(30);
            Task<Boolean> task = loop.createTask(() -> {
                Throwable out = catchThrowable(() -> taskGroup(group -> {
                    Task<Void> slow = group.createTask(() -> await(sleep(LONG)));
                    group.createTask(() -> {
                        spin(micros);
                        throw new IllegalStateException("bad");
                    });
                    await(slow);
                }));
                return out instanceof CancellationException && isCancelledAgain();
            });
            spin(20 + random.nextInt(60));
            assertCancelledOnce(task);
        }
    }

    @Test
    @DisplayName(
            "GAT-12: a gathering that has taken its cancellation ends with it, though a member fails at the same time")
    void besideAFailingMember() {
        for (int round = 0; round < ROUNDS; round++) {
            int micros = random.nextInt(40);
            Task<Integer> bad = loop.createTask(() -> {
                spin(micros);
                throw new IllegalStateException("bad");
            });
            Task<Void> slow = loop.createTask(() -> await(sleep(LONG)));
            AsyncFuture<List<Object>> both = gather(List.of(bad, slow));
            spin(random.nextInt(40));
            boolean isTaken = both.cancel("enough");
            Throwable end = catchThrowable(both::join);
            assertThat(end instanceof CancellationException).isEqualTo(isTaken);
            assertThat(both.isCancelled()).isEqualTo(isTaken);
            slow.cancel();
        }
    }

    @Test
    @DisplayName(
            "CAN-20: a request that was passed to a task at work, which fails before it has heard of it, is for the next wait")
    void failedWithoutHavingHeard() throws Exception {
        try (TaskScope scope = TaskScope.confined("confined")) {
            failWithoutHavingHeard(loop);
            failWithoutHavingHeard(scope.loop());
        }
    }

    private static void failWithoutHavingHeard(EventLoop loop) throws Exception {
        for (boolean inTime : new boolean[] {false, true}) {
            CountDownLatch atWork = new CountDownLatch(1);
            CountDownLatch isAsked = new CountDownLatch(1);
            Task<Boolean> task = loop.createTask(() -> {
                Task<Void> failing = Asyncio.createTask(() -> {
                    atWork.countDown();
                    isAsked.await();
                    throw new IOException("by itself");
                });
                Throwable out = catchThrowable(() -> await(inTime ? Asyncio.waitFor(failing, LONG) : failing));
                assertThat(out).isInstanceOf(IOException.class);
                assertThat(currentTask().cancelling()).isEqualTo(1);
                assertThat(catchThrowable(() -> await(sleep(Duration.ofSeconds(10)))))
                        .isInstanceOf(CancellationException.class);
                return isCancelledAgain();
            });
            atWork.await();
            while (!task.toString().contains("awaits ")) {
                Thread.onSpinWait();
            }
            task.cancel();
            isAsked.countDown();
            assertThat(task.join()).isFalse();
        }
    }

    @Test
    @DisplayName("CAN-20: a task that fails in its clean-up has answered the request")
    void failedInItsCleanUp() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        Task<Boolean> task = loop.createTask(() -> {
            Task<Void> failing = Asyncio.createTask(() -> {
                try {
                    waits.countDown();
                    await(sleep(LONG));
                } finally {
                    throwing(new IOException("clean-up"));
                }
            });
            assertThat(catchThrowable(() -> await(failing))).isInstanceOf(IOException.class);
            return isCancelledAgain();
        });
        waits.await();
        while (!task.toString().contains("awaits ")) {
            Thread.onSpinWait();
        }
        task.cancel();
        assertThat(task.join()).isFalse();
    }

    private static void throwing(Exception failure) throws Exception {
        throw failure;
    }
}
