package dev.menai;

import dev.menai.engine.sync.ItemQueue;
import dev.menai.engine.sync.ItemQueue.Attempt;
import dev.menai.engine.tasks.HandedAtOnce;
import dev.menai.internal.Checks;
import dev.menai.internal.Loops;
import dev.menai.internal.iteration.QueuedItems;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands items from tasks that put them to tasks that get them, first in, first out: asyncio's {@code Queue}, not that
 * of {@code java.util}. Waiting for room or for an item blocks no thread.
 *
 * <pre>{@code
 * Queue<Order> orders = new Queue<>(100);
 * group.createTask("packer", () -> {
 *     for (Order order : each(orders)) {
 *         pack(order);
 *     }
 * });
 * for (Order order : incoming) {
 *     await(orders.put(order)); // waits while 100 of them are there
 * }
 * orders.shutdown(); // the packer's loop ends when the last one is packed
 * }</pre>
 *
 * <ul>
 *   <li>An item goes to the task that has waited longest, at once. Cancelling one that waits to get loses no item; one
 *       that waits to put puts nothing.
 *   <li>{@code for (T item : each(queue))} gets items until the queue is shut down.
 *   <li>{@link #taskDone} and {@link #join} tell when everything that was put has been dealt with.
 * </ul>
 *
 * Thread-safe, and shared by loops and plain threads: what {@code size} and its like say may have changed then when
 * they return. Items may be null.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Queues (QUE).
 */
public class Queue<T extends @Nullable Object> implements AsyncIterable<T> {
    private final int maxsize;
    private final ItemQueue<T> items;
    private int producers;

    /** Creates a queue that is never full. */
    public Queue() {
        this(0);
    }

    /** Creates a queue of at most {@code maxsize} items; without a positive one, it is never full. */
    public Queue(int maxsize) {
        this(maxsize, refusal -> ItemQueue.firstInFirstOut(maxsize, refusal));
    }

    Queue(int maxsize, Function<Supplier<Throwable>, ItemQueue<T>> order) {
        this.maxsize = Math.max(0, maxsize);
        items = order.apply(Queue::shutDownException);
    }

    private static QueueShutDownException shutDownException() {
        return new QueueShutDownException(
                "Queue was shut down: nothing can be put into it, and no item is left; stop here, or use a new queue");
    }

    /**
     * Puts {@code item}. The future is done at once when there is room; it fails with a {@link QueueShutDownException}
     * when the queue is shut down before. On a plain thread, {@code put(item).get(1, SECONDS)} waits no longer than that,
     * and puts nothing then.
     */
    @CheckReturnValue
    public AsyncFuture<@Nullable Void> put(T item) {
        if (items.tryPut(item) == Attempt.DONE) {
            return Loops.done(Checks.<@Nullable Void>nothing());
        }
        AsyncFuture<@Nullable Void> future = Loops.newFuture();
        items.put(future, item);
        return future;
    }

    /**
     * Puts {@code item} without waiting.
     *
     * @throws QueueFullException if there is no room
     * @throws QueueShutDownException if the queue was shut down
     */
    public void putNowait(T item) {
        Attempt attempt = items.tryPut(item);
        if (attempt == Attempt.SHUT_DOWN) {
            throw shutDownException();
        }
        if (attempt == Attempt.MUST_WAIT) {
            throw new QueueFullException(this + " must have room, but is full; use put, which waits");
        }
    }

    /**
     * Gets an item. The future is done at once when there is one; it fails with a {@link QueueShutDownException} when
     * the queue is shut down and nothing is left. On a plain thread, {@code get().get(1, SECONDS)} waits no longer than
     * that, and takes nothing then.
     */
    @CheckReturnValue
    public AsyncFuture<T> get() {
        AtOnce<T> atOnce = new AtOnce<>(items);
        if (items.tryGet(atOnce) == Attempt.DONE) {
            return Loops.done(atOnce.item(), atOnce);
        }
        AsyncFuture<T> future = Loops.newFuture();
        items.get(future);
        return future;
    }

    /** Takes what is there at once, and hands it over. */
    private static final class AtOnce<T extends @Nullable Object> extends HandedAtOnce implements ItemQueue.Sink<T> {
        private final ItemQueue<T> items;
        private @Nullable T item;
        private long number;

        AtOnce(ItemQueue<T> items) {
            this.items = items;
        }

        @Override
        public boolean accept(T given, long itsNumber) {
            item = given;
            number = itsNumber;
            return true;
        }

        @Override
        public void handBack(@Nullable Object value) {
            items.giveBack(item(), number);
        }

        @SuppressWarnings("NullAway") // an item that is null is one that T allows
        T item() {
            return item;
        }
    }

    /**
     * Gets an item without waiting.
     *
     * @throws QueueEmptyException if there is none
     * @throws QueueShutDownException if there is none and the queue was shut down
     */
    public T getNowait() {
        AtOnce<T> atOnce = new AtOnce<>(items);
        Attempt attempt = items.tryGet(atOnce);
        if (attempt == Attempt.SHUT_DOWN) {
            throw shutDownException();
        }
        if (attempt == Attempt.MUST_WAIT) {
            throw new QueueEmptyException(this + " must have an item, but is empty; use get, which waits");
        }
        return atOnce.item();
    }

    /**
     * Says that an item which was got has been dealt with.
     *
     * @throws IllegalStateException if that is said more often than items were put
     */
    public void taskDone() {
        if (!items.taskDone()) {
            throw new IllegalStateException(
                    "taskDone must be called once for each item that was put, but was called once more");
        }
    }

    /** Returns a future that is done when everything that was put has been dealt with. */
    @CheckReturnValue
    public AsyncFuture<@Nullable Void> join() {
        AsyncFuture<@Nullable Void> future = Loops.newFuture();
        items.join(future);
        return future;
    }

    /** Refuses further items; those that are there can still be got. Idempotent. */
    public void shutdown() {
        items.shutDown(false);
    }

    /** Refuses further items and drops those that are there, which counts as dealing with them. */
    public void shutdownNow() {
        items.shutDown(true);
    }

    /**
     * Returns a producer of this queue. When all producers that it has given out are closed, the queue is shut down.
     *
     * @throws QueueShutDownException if it is shut down
     */
    public QueueProducer<T> producer() {
        synchronized (this) {
            if (items.isShutDown()) {
                throw shutDownException();
            }
            producers++;
        }
        return new QueueProducer<>(this);
    }

    void producerClosed() {
        boolean isLast;
        synchronized (this) {
            isLast = --producers == 0;
        }
        if (isLast) {
            shutdown();
        }
    }

    /** Returns how many items are there. */
    public int size() {
        return items.getSize();
    }

    /** Returns whether no item is there. */
    public boolean isEmpty() {
        return size() == 0;
    }

    /** Returns whether {@link #put} would have to wait. */
    public boolean isFull() {
        return items.isFull();
    }

    /** Returns how many items there may be, or 0 for any number. */
    public int maxsize() {
        return maxsize;
    }

    /** Begins to get items, until the queue is shut down; an iteration shares them with all that get. */
    @Override
    public AsyncIterator<T> asyncIterator() {
        return new QueuedItems<>(items);
    }

    @Override
    public String toString() {
        return items.text(getClass().getSimpleName());
    }
}
