package dev.menai.kotlin;

import dev.menai.AsyncIterable;
import dev.menai.Queue;
import dev.menai.internal.Checks;
import dev.menai.internal.bridge.ChannelEnds;
import kotlinx.coroutines.channels.ReceiveChannel;
import kotlinx.coroutines.channels.SendChannel;
import org.jspecify.annotations.Nullable;

/**
 * Kotlin channels in the words of Java's queues, and the other way round.
 *
 * <p>A queue that both languages use needs none of this: Kotlin has {@code send} and {@code receive} for a {@link
 * Queue}.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Flows, channels and other parts of coroutines in Java
 * (CHN).
 */
public final class Channels {
    private Channels() {}

    /** Returns a view of the receiving end of {@code channel}. */
    @SuppressWarnings("unchecked") // items come out only
    public static <T extends @Nullable Object> ChannelSource<T> source(ReceiveChannel<? extends T> channel) {
        return ChannelEnds.source((ReceiveChannel<T>) Checks.notNull(channel, "channel"));
    }

    /** Returns a view of the sending end of {@code channel}. */
    @SuppressWarnings("unchecked") // items go in only
    public static <T extends @Nullable Object> ChannelSink<T> sink(SendChannel<? super T> channel) {
        return ChannelEnds.sink((SendChannel<T>) Checks.notNull(channel, "channel"));
    }

    /**
     * Returns a channel that gives {@code items}, of a queue or anything else, iterated by a coroutine on the current
     * loop which begins now and holds one item at the most that nobody has received. Cancelling the channel ends the
     * iteration, and with it drops that item.
     */
    @SuppressWarnings("unchecked") // items come out only
    public static <T extends @Nullable Object> ReceiveChannel<T> receiving(AsyncIterable<? extends T> items) {
        return ChannelEnds.receiving((AsyncIterable<T>) Checks.notNull(items, "items"));
    }

    /**
     * Returns a channel whose items a coroutine on the current loop puts into {@code queue}. It holds one item at the
     * most that is not in the queue yet. Closing the channel, with a failure or without, closes its {@linkplain
     * Queue#producer() producer}; a failure is reported to the loop's exception handler. When the queue is shut down,
     * the channel is cancelled, and drops the item that it holds; if it holds none, as soon as one is sent.
     */
    public static <T extends @Nullable Object> SendChannel<T> sending(Queue<T> queue) {
        return ChannelEnds.sending(Checks.notNull(queue, "queue"));
    }
}
