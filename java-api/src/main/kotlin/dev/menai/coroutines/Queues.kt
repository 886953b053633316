package dev.menai.coroutines

import dev.menai.Queue
import dev.menai.QueueEmptyException
import dev.menai.QueueFullException
import dev.menai.QueueShutDownException
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.channels.ChannelResult

/** Puts [item] into this queue, suspending while it is full. Throws a [QueueShutDownException] once it is shut down. */
public suspend fun <T> Queue<T>.send(item: T) {
    val accepted = put(item)
    if (!accepted.isDone || accepted.isCompletedExceptionally) accepted.await()
}

/**
 * Gets an item from this queue, suspending while there is none. A coroutine that is cancelled meanwhile loses none: what it
 * was handed is in its old place again. Throws a [QueueShutDownException] once the queue is shut down and empty.
 */
public suspend fun <T> Queue<T>.receive(): T {
    if (!isEmpty()) {
        try {
            return getNowait()
        } catch (_: QueueEmptyException) {
            // somebody on another thread was faster
        }
    }
    return get().await()
}

/** Puts [item] into this queue if there is room, as a channel does it: closed is a queue that was shut down. */
@OptIn(InternalCoroutinesApi::class) // the only way to make such a result
public fun <T> Queue<T>.trySend(item: T): ChannelResult<Unit> = try {
    putNowait(item)
    ChannelResult.success(Unit)
} catch (_: QueueFullException) {
    ChannelResult.failure()
} catch (shutDown: QueueShutDownException) {
    ChannelResult.closed(shutDown)
}

/** Gets an item from this queue if there is one, as a channel does it: closed is one that was shut down and is empty. */
@OptIn(InternalCoroutinesApi::class) // the only way to make such a result
public fun <T> Queue<T>.tryReceive(): ChannelResult<T> = try {
    ChannelResult.success(getNowait())
} catch (_: QueueEmptyException) {
    ChannelResult.failure()
} catch (shutDown: QueueShutDownException) {
    ChannelResult.closed(shutDown)
}
