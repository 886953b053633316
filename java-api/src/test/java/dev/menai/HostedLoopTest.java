package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.taskGroup;
import static dev.menai.Asyncio.toThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.engine.loop.GuestLoop;
import dev.menai.engine.spi.HostedLoop;
import dev.menai.engine.spi.LoopHost;
import dev.menai.engine.spi.Pending;
import dev.menai.engine.spi.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The vocabulary on a loop that lives on the thread of an executor. */
class HostedLoopTest {
    private final ScheduledExecutorService host = Executors.newSingleThreadScheduledExecutor();
    private final GuestLoop engine = new GuestLoop(new LoopHost() {
        @Override
        public long now() {
            return System.nanoTime();
        }

        @Override
        public void wake() {
            host.execute(HostedLoopTest.this::runReady);
        }
    });
    private final EventLoop loop = EventLoop.of(engine);
    private @Nullable Future<?> next;

    private void runReady() {
        long deadline = engine.runReady();
        if (next != null) {
            next.cancel(false);
        }
        next = deadline == HostedLoop.NEVER
                ? null
                : host.schedule(this::runReady, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @AfterEach
    void close() throws Exception {
        host.submit(loop::close).get();
        host.shutdown();
    }

    @Test
    @DisplayName("bodies wait, gather, sleep and fail in groups as on any other confined loop")
    void bodies() {
        List<Integer> values = loop.submit(() -> await(gather(
                        sleep(Duration.ofMillis(1), 1),
                        Asyncio.createTask(() -> await(sleep(Duration.ofMillis(1), 2))),
                        toThread(() -> 3))))
                .join();
        assertThat(values).containsExactly(1, 2, 3);
        AsyncFuture<Void> failing = loop.submit(() -> {
            taskGroup(group -> {
                group.createTask(() -> await(sleep(Duration.ofHours(1))));
                group.createTask(() -> {
                    throw new IOException("disk full");
                });
            });
            return null;
        });
        assertThatThrownBy(failing::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(ExceptionGroup.class);
        assertThat(loop.isRunning()).isTrue();
    }

    @Test
    @DisplayName(
            "what is done for a future is named, asked to end when nobody waits any more, and may end it all the same")
    void pending() {
        AtomicInteger asked = new AtomicInteger();
        class Reading implements Work {
            private final boolean isForgetful;

            Reading(boolean isForgetful) {
                this.isForgetful = isForgetful;
            }

            @Override
            public boolean cancel() {
                asked.incrementAndGet();
                return isForgetful;
            }

            @Override
            public String describe() {
                return "a line";
            }
        }

        Pending<String> read = engine.pending(new Reading(true));
        Task<String> reader = loop.createTask(() -> await(read.getFuture()));
        assertThat(read.getFuture()).isInstanceOf(AsyncFuture.class);
        assertThat(loop.submit(reader::toString).join()).contains("awaits a line");
        assertThat(read.complete("first")).isTrue();
        assertThat(read.complete("second")).isFalse();
        assertThat(reader.join()).isEqualTo("first");

        Pending<String> forgotten = engine.pending(new Reading(true));
        assertThat(forgotten.getFuture().cancel(true)).isTrue();
        assertThat(forgotten.getFuture().isCancelled()).isTrue();
        assertThat(forgotten.fail(new IOException("late"))).isFalse();

        Pending<String> stubborn = engine.pending(new Reading(false));
        assertThat(stubborn.getFuture().cancel(true)).isTrue();
        assertThat(stubborn.getFuture().isDone()).isFalse();
        assertThat(stubborn.fail(new IOException("end of stream"))).isTrue();
        assertThatThrownBy(stubborn.getFuture()::join).hasMessageContaining("end of stream");
        assertThat(asked).hasValue(2);
    }
}
