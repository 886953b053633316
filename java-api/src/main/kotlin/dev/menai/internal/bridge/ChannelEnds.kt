package dev.menai.internal.bridge

import dev.menai.AsyncIterable
import dev.menai.AsyncIterator
import dev.menai.Queue
import dev.menai.QueueEmptyException
import dev.menai.QueueFullException
import dev.menai.QueueProducer
import dev.menai.QueueShutDownException
import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.tasks.awaitStage
import dev.menai.internal.Checks
import dev.menai.internal.Loops
import dev.menai.internal.iteration.Items
import dev.menai.kotlin.ChannelSink
import dev.menai.kotlin.ChannelSource
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ChannelResult
import kotlinx.coroutines.channels.ClosedSendChannelException
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.channels.SendChannel
import kotlinx.coroutines.channels.consumeEach
import kotlinx.coroutines.launch
import kotlinx.coroutines.selects.select
import java.util.concurrent.CompletableFuture

/**
 * Ends of channels for Java, and channels over what Java has. The coroutines behind the latter begin in any case, if only
 * to close the channel of a scope that is over.
 */
@OptIn(DelicateCoroutinesApi::class, ExperimentalCoroutinesApi::class)
@InternalMenaiApi
public object ChannelEnds {
    @JvmStatic
    public fun <T> source(channel: ReceiveChannel<T>): ChannelSource<T> = Source(channel)

    @JvmStatic
    public fun <T> sink(channel: SendChannel<T>): ChannelSink<T> = Sink(channel)

    @JvmStatic
    public fun <T> receiving(items: AsyncIterable<T>): ReceiveChannel<T> {
        val channel = Channel<T>()
        val feeder = CoroutineParts.scope(Loops.current()).launch(start = CoroutineStart.ATOMIC) {
            feed(channel, items)
        }
        channel.invokeOnClose { feeder.cancel(null) }
        return channel
    }

    private suspend fun <T> feed(channel: Channel<T>, items: AsyncIterable<T>) {
        try {
            flowOf(items).collect(channel::send)
            channel.close(null)
        } catch (cancellation: CancellationException) {
            channel.cancel(cancellation)
            throw cancellation
        } catch (failure: Throwable) {
            channel.close(failure) // what receives gets it
        }
    }

    @JvmStatic
    public fun <T> sending(queue: Queue<T>): SendChannel<T> {
        val channel = Channel<T>()
        val producer = queue.producer()
        CoroutineParts.scope(Loops.current()).launch(start = CoroutineStart.ATOMIC) {
            producer.use { putAll(channel, it) }
        }
        return channel
    }

    private suspend fun <T> putAll(channel: Channel<T>, producer: QueueProducer<T>) {
        try {
            channel.consumeEach { awaitStage(producer.put(it)) }
        } catch (_: QueueShutDownException) {
            // the sender is told: the channel has been cancelled
        }
    }
}

private class Source<T>(private val channel: ReceiveChannel<T>) : ChannelSource<T> {
    override fun get(): CompletableFuture<T> = received(::itemOf)

    /** Receives, at once if something is there; what came is not lost to a cancellation of what waits for it. */
    private fun <R> received(value: (ChannelResult<T>) -> R): CompletableFuture<R> {
        val now = channel.tryReceive()
        if (now.isSuccess || now.isClosed) return completed { value(now) }
        return Patient.call { call ->
            value(
                select {
                    channel.onReceiveCatching { it }
                    call.request.onJoin { throw call.end() }
                },
            )
        }
    }

    override fun getNowait(): T {
        val result = channel.tryReceive()
        if (result.isSuccess || result.isClosed) return itemOf(result)
        throw QueueEmptyException("$this must have an item, but is empty; use get, which waits")
    }

    private fun itemOf(result: ChannelResult<T>): T {
        if (result.isSuccess) return result.getOrThrow()
        throw failureOf(result)
            ?: closed("$this is closed, and no item is left; stop here, or use a new channel", result)
    }

    override fun cancel(): Unit = channel.cancel(null)

    override fun channel(): ReceiveChannel<T> = channel

    override fun asyncIterator(): AsyncIterator<T> = Items()

    private inner class Items : AsyncIterator<T> {
        @Volatile
        private var current: ChannelResult<T>? = null

        @Volatile
        private var isClosed = false

        override fun advance(): CompletableFuture<Boolean> {
            current = null
            return if (isClosed) CompletableFuture.completedFuture(false) else received(::hasItem)
        }

        private fun hasItem(result: ChannelResult<T>): Boolean {
            if (result.isClosed && result.exceptionOrNull() == null) return false
            itemOf(result)
            current = result
            return true
        }

        override fun current(): T = (current ?: throw Checks.noCurrentItem()).getOrThrow()

        override fun close(): CompletableFuture<Void?> {
            isClosed = true
            return CompletableFuture.completedFuture(null)
        }
    }

    override fun toString(): String = "ChannelSource[$channel]"
}

@OptIn(DelicateCoroutinesApi::class)
private class Sink<T>(private val channel: SendChannel<T>) : ChannelSink<T> {
    override fun put(item: T): CompletableFuture<Void?> {
        val now = channel.trySend(item)
        if (now.isSuccess || now.isClosed) return completed { accepted(now) }
        return Patient.call { call ->
            try {
                select {
                    channel.onSend(item) { null }
                    call.request.onJoin { throw call.end() }
                }
            } catch (failure: Throwable) {
                if (call.request.isCancelled || !channel.isClosedForSend) throw failure
                accepted(channel.trySend(item)) // tells what closed it, not a copy of that
            }
        }
    }

    override fun putNowait(item: T) {
        val result = channel.trySend(item)
        if (result.isSuccess || result.isClosed) accepted(result) else throw full()
    }

    private fun accepted(result: ChannelResult<Unit>): Void? {
        if (result.isSuccess) return null
        throw failureOf(result) ?: closed("$this is closed: nothing can be put into it; use a new channel", result)
    }

    private fun full() = QueueFullException("$this must have room, but is full; use put, which waits")

    override fun shutdown() {
        channel.close(null)
    }

    override fun fail(failure: Throwable) {
        channel.close(Checks.notNull(failure, "failure"))
    }

    override fun channel(): SendChannel<T> = channel

    override fun toString(): String = "ChannelSink[$channel]"
}

/** The failure that the channel was closed with; a cancellation of the channel is none of what waits for it. */
private fun failureOf(result: ChannelResult<*>): Throwable? =
    result.exceptionOrNull()?.takeUnless { it is CancellationException || it is ClosedSendChannelException }

private fun closed(message: String, result: ChannelResult<*>): QueueShutDownException {
    val closed = QueueShutDownException(message)
    result.exceptionOrNull()?.let(closed::initCause)
    return closed
}

private inline fun <T> completed(outcome: () -> T): CompletableFuture<T> = try {
    CompletableFuture.completedFuture(outcome())
} catch (failure: Throwable) {
    CompletableFuture.failedFuture(failure)
}
