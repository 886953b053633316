package dev.menai.internal;

import dev.menai.AsyncFuture;
import dev.menai.AsyncIterator;
import dev.menai.engine.sync.ItemQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An iteration over a queue, which ends when the queue is shut down. An item that was got and that nobody has looked at
 * when the iteration is closed goes back, and so does one that comes later.
 *
 * <p>States of {@link #place}: {@link #NOTHING}, an unread {@link Slot}, a read one, and from each of them {@link #CLOSED}.
 */
public final class QueuedItems<T extends @Nullable Object> implements AsyncIterator<T> {
    private static final Object NOTHING = new Object();
    private static final Object CLOSED = new Object();

    private record Slot(@Nullable Object item, long number, boolean isRead) {}

    private final ItemQueue<T> queue;
    private final AtomicReference<Object> place = new AtomicReference<>(NOTHING);

    public QueuedItems(ItemQueue<T> queue) {
        this.queue = queue;
    }

    @Override
    public CompletableFuture<Boolean> advance() {
        if (place.updateAndGet(now -> now == CLOSED ? CLOSED : NOTHING) == CLOSED) {
            return CompletableFuture.completedFuture(false);
        }
        ItemQueue.Attempt attempt = queue.tryGet(this::take);
        if (attempt != ItemQueue.Attempt.MUST_WAIT) {
            return CompletableFuture.completedFuture(attempt == ItemQueue.Attempt.DONE);
        }
        AsyncFuture<Boolean> answer = Loops.newFuture();
        queue.next(answer, this::take);
        return answer;
    }

    private boolean take(T item, long number) {
        return place.compareAndSet(NOTHING, new Slot(item, number, false));
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // only items of T are taken
    public T current() {
        Object now = place.get();
        if (!(now instanceof Slot slot)) {
            throw Checks.noCurrentItem();
        }
        if (!slot.isRead && !place.compareAndSet(slot, new Slot(slot.item, slot.number, true))) {
            return current(); // closed in between, or read by somebody else
        }
        return (T) slot.item;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // only items of T are taken
    public CompletableFuture<@Nullable Void> close() {
        if (place.getAndSet(CLOSED) instanceof Slot slot && !slot.isRead) {
            queue.giveBack((T) slot.item, slot.number);
        }
        return CompletableFuture.completedFuture(Checks.<@Nullable Void>nothing());
    }
}
