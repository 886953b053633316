package dev.menai;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One of several that put items into a {@link Queue}: when the last of them is closed, the queue is shut down. So no
 * task has to know that it is the last one. Thread-safe.
 *
 * <pre>{@code
 * QueueProducer<Order> own = orders.producer(); // one for each task that puts, made before they begin
 * group.createTask(() -> {
 *     try (own) {
 *         for (Order order : incoming) {
 *             await(own.put(order));
 *         }
 *     }
 * });
 * }</pre>
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Queues (QUE).
 */
public final class QueueProducer<T extends @Nullable Object> implements AutoCloseable {
    private final Queue<T> queue;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    QueueProducer(Queue<T> queue) {
        this.queue = queue;
    }

    /**
     * Puts {@code item}; see {@link Queue#put}.
     *
     * @throws IllegalStateException if this producer is closed
     */
    @CheckReturnValue
    public AsyncFuture<@Nullable Void> put(T item) {
        requireOpen();
        return queue.put(item);
    }

    /**
     * Puts {@code item} without waiting; see {@link Queue#putNowait}.
     *
     * @throws IllegalStateException if this producer is closed
     */
    public void putNowait(T item) {
        requireOpen();
        queue.putNowait(item);
    }

    private void requireOpen() {
        if (isClosed.get()) {
            throw new IllegalStateException(
                    "QueueProducer is closed: cannot put an item; ask the queue for another one");
        }
    }

    /** Says that this producer puts nothing more. Idempotent. */
    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            queue.producerClosed();
        }
    }
}
