package dev.menai.internal.iteration;

import dev.menai.AsyncFuture;
import dev.menai.AsyncIterator;
import dev.menai.engine.sync.ItemQueue;
import dev.menai.internal.Checks;
import dev.menai.internal.Loops;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An iteration over a queue, which ends when the queue is shut down. An item that was got and that nobody has looked at goes
 * back when the iteration is closed, or when nobody has heard of it; and so does one that comes later.
 *
 * <p>States of {@link #place}: {@link #NOTHING} -> an unread {@link Slot} -> a read one, from both of them back to
 * {@link #NOTHING}, and from each of them {@link #CLOSED}.
 */
public final class QueuedItems<T extends @Nullable Object> implements AsyncIterator<T>, ItemQueue.Place<T> {
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
        ItemQueue.Attempt attempt = queue.tryGet(this);
        if (attempt != ItemQueue.Attempt.MUST_WAIT) {
            return CompletableFuture.completedFuture(attempt == ItemQueue.Attempt.DONE);
        }
        AsyncFuture<Boolean> answer = Loops.newFuture();
        queue.next(answer, this);
        return answer;
    }

    @Override
    public boolean accept(T item, long number) {
        return place.compareAndSet(NOTHING, new Slot(item, number, false));
    }

    @Override
    public void vacate() {
        if (place.get() instanceof Slot slot && !slot.isRead && place.compareAndSet(slot, NOTHING)) {
            giveBack(slot);
        }
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
    public CompletableFuture<@Nullable Void> close() {
        if (place.getAndSet(CLOSED) instanceof Slot slot && !slot.isRead) {
            giveBack(slot);
        }
        return CompletableFuture.completedFuture(Checks.<@Nullable Void>nothing());
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // only items of T are taken
    private void giveBack(Slot slot) {
        queue.giveBack((T) slot.item, slot.number);
    }
}
