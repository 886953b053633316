package dev.menai.internal;

import dev.menai.AsyncFuture;
import dev.menai.EventLoop;
import dev.menai.ExceptionGroup;
import dev.menai.TimeoutException;
import dev.menai.engine.loop.Vocabulary;
import dev.menai.engine.spi.Pending;
import dev.menai.engine.spi.Work;
import dev.menai.engine.tasks.PendingFuture;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The futures and exceptions that the engine hands out and does not know. */
public final class Words implements Vocabulary {
    private final EventLoop loop;

    public Words(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public <T extends @Nullable Object> Pending<T> pending(Work work) {
        AsyncFuture<T> future = loop.createFuture();
        return new PendingFuture<>(future, work);
    }

    @Override
    public RuntimeException group(String message, List<? extends Throwable> members) {
        return new ExceptionGroup(message, members);
    }

    @Override
    public RuntimeException timeout(String message, @Nullable Long nanos, long deadline, @Nullable Throwable cause) {
        Duration duration = nanos == null ? null : Duration.ofNanos(nanos);
        return new TimeoutException(message, duration, Duration.ofNanos(deadline), cause);
    }
}
