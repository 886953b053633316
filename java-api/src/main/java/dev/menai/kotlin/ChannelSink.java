package dev.menai.kotlin;

import dev.menai.QueueFullException;
import dev.menai.QueueShutDownException;
import java.util.concurrent.CompletableFuture;
import kotlinx.coroutines.channels.SendChannel;
import org.jspecify.annotations.Nullable;

/**
 * The end of a Kotlin channel that items are put into, in the words of {@link dev.menai.Queue}. Thread-safe. Made by
 * {@link Channels#sink}.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Flows, channels and other parts of coroutines in Java
 * (CHN).
 */
public interface ChannelSink<T extends @Nullable Object> {
    /**
     * Puts an item; done when the channel has room for it, or a receiver has taken it. The future fails with a {@link
     * QueueShutDownException} when the channel is closed.
     */
    CompletableFuture<@Nullable Void> put(T item);

    /**
     * Puts an item without waiting.
     *
     * @throws QueueFullException if there is no room
     * @throws QueueShutDownException if the channel is closed
     */
    void putNowait(T item);

    /** Closes the channel; what is in it can still be received. */
    void shutdown();

    /** Closes the channel with a failure, which its receivers get when it is empty. */
    void fail(Throwable failure);

    /** Returns the channel, for Kotlin. */
    SendChannel<T> channel();
}
