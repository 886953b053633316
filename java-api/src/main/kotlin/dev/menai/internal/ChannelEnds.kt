package dev.menai.internal

import dev.menai.AsyncIterable
import dev.menai.AsyncIterator
import dev.menai.Queue
import dev.menai.QueueEmptyException
import dev.menai.QueueFullException
import dev.menai.QueueProducer
import dev.menai.QueueShutDownException
import dev.menai.engine.tasks.awaitStage
import dev.menai.kotlin.ChannelSink
import dev.menai.kotlin.ChannelSource
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ClosedReceiveChannelException
import kotlinx.coroutines.channels.ClosedSendChannelException
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.channels.SendChannel
import kotlinx.coroutines.channels.consumeEach
import kotlinx.coroutines.flow.receiveAsFlow
import kotlinx.coroutines.launch
import java.util.concurrent.CompletableFuture

/** Ends of channels for Java, and channels over what Java has. */
public object ChannelEnds {
    @JvmStatic
    public fun <T> source(channel: ReceiveChannel<T>): ChannelSource<T> = Source(channel)

    @JvmStatic
    public fun <T> sink(channel: SendChannel<T>): ChannelSink<T> = Sink(channel)

    @JvmStatic
    public fun <T> receiving(items: AsyncIterable<T>): ReceiveChannel<T> {
        val channel = Channel<T>()
        val feeder = CoroutineParts.scope(Loops.current()).launch { feed(channel, items) }
        channel.invokeOnClose { feeder.cancel() }
        return channel
    }

    private suspend fun <T> feed(channel: Channel<T>, items: AsyncIterable<T>) {
        try {
            flowOf(items).collect(channel::send)
            channel.close()
        } catch (cancellation: CancellationException) {
            channel.cancel(cancellation)
            throw cancellation
        } catch (failure: Throwable) {
            channel.close(failure) // whoever receives gets it
        }
    }

    @JvmStatic
    public fun <T> sending(queue: Queue<T>): SendChannel<T> {
        val channel = Channel<T>()
        val producer = queue.producer()
        CoroutineParts.scope(Loops.current()).launch { producer.use { putAll(channel, it) } }
        return channel
    }

    private suspend fun <T> putAll(channel: Channel<T>, producer: QueueProducer<T>) {
        try {
            channel.consumeEach { awaitStage(producer.put(it)) }
        } catch (_: QueueShutDownException) {
            // who sends is told: the channel has been cancelled
        }
    }
}

private class Source<T>(private val channel: ReceiveChannel<T>) : ChannelSource<T> {
    override fun get(): CompletableFuture<T> = calling {
        try {
            channel.receive()
        } catch (_: ClosedReceiveChannelException) {
            throw closed()
        }
    }

    override fun getNowait(): T {
        val result = channel.tryReceive()
        if (result.isSuccess) return result.getOrThrow()
        throw if (result.isClosed) {
            result.exceptionOrNull() ?: closed()
        } else {
            QueueEmptyException("$this must have an item, but is empty; use get, which waits")
        }
    }

    private fun closed() =
        QueueShutDownException("$this is closed, and no item is left; stop here, or use a new channel")

    override fun cancel(): Unit = channel.cancel()

    override fun channel(): ReceiveChannel<T> = channel

    override fun asyncIterator(): AsyncIterator<T> = itemsOf(channel.receiveAsFlow()).asyncIterator()

    override fun toString(): String = "ChannelSource[$channel]"
}

private class Sink<T>(private val channel: SendChannel<T>) : ChannelSink<T> {
    override fun put(item: T): CompletableFuture<Void?> = running {
        try {
            channel.send(item)
        } catch (_: ClosedSendChannelException) {
            throw closed()
        }
    }

    override fun putNowait(item: T) {
        val result = channel.trySend(item)
        if (result.isSuccess) return
        throw if (result.isClosed) {
            result.exceptionOrNull()?.takeUnless { it is ClosedSendChannelException } ?: closed()
        } else {
            QueueFullException("$this must have room, but is full; use put, which waits")
        }
    }

    private fun closed() = QueueShutDownException("$this is closed: nothing can be put into it; use a new channel")

    override fun shutdown() {
        channel.close()
    }

    override fun fail(failure: Throwable) {
        channel.close(Checks.notNull(failure, "failure"))
    }

    override fun channel(): SendChannel<T> = channel

    override fun toString(): String = "ChannelSink[$channel]"
}
