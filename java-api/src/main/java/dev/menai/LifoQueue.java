package dev.menai;

import dev.menai.engine.sync.ItemQueue;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Queue} from which the item that was put last is got first.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Queues (QUE).
 */
public final class LifoQueue<T extends @Nullable Object> extends Queue<T> {
    /** Creates a queue that is never full. */
    public LifoQueue() {
        this(0);
    }

    /** Creates a queue of at most {@code maxsize} items; without a positive one, it is never full. */
    public LifoQueue(int maxsize) {
        super(maxsize, refusal -> ItemQueue.lastInFirstOut(maxsize, refusal));
    }
}
