package dev.menai.internal;

import dev.menai.AsyncFuture;
import dev.menai.AsyncIterator;
import dev.menai.engine.sync.ItemQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An iteration over a queue, which ends when the queue is shut down. An item that was got and that nobody has looked at
 * when the iteration is closed goes back.
 */
public final class QueuedItems<T extends @Nullable Object> implements AsyncIterator<T> {
    private record Slot<T extends @Nullable Object>(T item) {}

    private final ItemQueue<T> queue;
    private volatile @Nullable Slot<T> current;
    private volatile boolean isRead;
    private volatile boolean isClosed;

    public QueuedItems(ItemQueue<T> queue) {
        this.queue = queue;
    }

    @Override
    public CompletableFuture<Boolean> advance() {
        current = null;
        if (isClosed) {
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

    private void take(T item) {
        isRead = false;
        current = new Slot<>(item);
    }

    @Override
    public T current() {
        Slot<T> slot = current;
        if (slot == null) {
            throw Checks.noCurrentItem();
        }
        isRead = true;
        return slot.item();
    }

    @Override
    public CompletableFuture<@Nullable Void> close() {
        isClosed = true;
        Slot<T> slot = current;
        if (slot != null && !isRead) {
            current = null;
            queue.giveBack(slot.item());
        }
        return CompletableFuture.completedFuture(Checks.<@Nullable Void>nothing());
    }
}
