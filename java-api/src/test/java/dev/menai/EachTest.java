package dev.menai;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.each;
import static dev.menai.support.Programs.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menai.support.Programs;
import dev.menai.support.Steps;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A loop that has failed is over, whatever else its body does. */
class EachTest {
    private final Steps steps = new Steps();
    private final IOException lost = new IOException("lost");

    /** Fails at once, and is closed by {@code closing}. */
    private AsyncIterable<String> failing(CompletableFuture<Void> closing) {
        return () -> new AsyncIterator<>() {
            @Override
            public CompletableFuture<Boolean> advance() {
                return CompletableFuture.failedFuture(lost);
            }

            @Override
            public String current() {
                throw new AssertionError("there is no item");
            }

            @Override
            public CompletableFuture<Void> close() {
                steps.add("close");
                return closing;
            }
        };
    }

    @Test
    @DisplayName("ASC-9: the source of a loop that has failed is closed at once, and once")
    void closedAtOnce() {
        Programs.run(() -> {
            Iterator<String> items =
                    each(failing(CompletableFuture.completedFuture(null))).iterator();
            assertThatThrownBy(items::hasNext).isSameAs(lost);
            steps.add("goes on");
            assertThat(items.hasNext()).isFalse();
        });
        steps.expect("close", "goes on");
    }

    @Test
    @DisplayName("ASC-9: a close that takes its time is waited for at the end of the body")
    void closedLater() {
        CompletableFuture<Void> closing = new CompletableFuture<>();
        Programs.run(() -> {
            EventLoop loop = EventLoop.running();
            Task<Void> task = loop.createTask(() -> {
                assertThatThrownBy(each(failing(closing)).iterator()::hasNext).isSameAs(lost);
                steps.add("goes on");
            });
            turn();
            turn();
            assertThat(task).isNotDone();
            closing.complete(null);
            await(task);
        });
        steps.expect("close", "goes on");
    }

    @Test
    @DisplayName("ASC-9: a close that fails is told with the failure")
    void closeThatFails() {
        Programs.run(() -> {
            IOException second = new IOException("second");
            Iterator<String> items =
                    each(failing(CompletableFuture.failedFuture(second))).iterator();
            assertThatThrownBy(items::hasNext).isSameAs(lost).hasSuppressedException(second);
        });
        steps.expect("close");
    }
}
