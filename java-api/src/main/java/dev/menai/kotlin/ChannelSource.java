package dev.menai.kotlin;

import dev.menai.AsyncIterable;
import dev.menai.QueueEmptyException;
import dev.menai.QueueShutDownException;
import java.util.concurrent.CompletableFuture;
import kotlinx.coroutines.channels.ReceiveChannel;
import org.jspecify.annotations.Nullable;

/**
 * The end of a Kotlin channel that items come out of, in the words of {@link dev.menai.Queue}. An iteration shares
 * the items with others that get; leaving the loop leaves the channel open. Thread-safe. Made by {@link
 * Channels#source}.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Flows, channels and other parts of coroutines in Java
 * (CHN).
 */
public interface ChannelSource<T extends @Nullable Object> extends AsyncIterable<T> {
    /**
     * Gets an item. The future fails with a {@link QueueShutDownException} when the channel is closed and nothing is
     * left, or with the failure that the channel was closed with.
     */
    CompletableFuture<T> get();

    /**
     * Gets an item without waiting.
     *
     * @throws QueueEmptyException if there is none
     * @throws QueueShutDownException if there is none and the channel is closed
     */
    T getNowait();

    /** Closes the channel and drops what is in it; what puts or gets is told that it is closed. */
    void cancel();

    /** Returns the channel, for Kotlin. */
    ReceiveChannel<T> channel();
}
