package dev.menai.kotlin

import dev.menai.Queue
import dev.menai.QueueShutDownException

/** Puts [item] into this queue, suspending while it is full. Throws a [QueueShutDownException] once it is shut down. */
public suspend fun <T> Queue<T>.send(item: T) {
    put(item).await()
}

/**
 * Gets an item from this queue, suspending while there is none. A coroutine that is cancelled meanwhile loses none. Throws
 * a [QueueShutDownException] once the queue is shut down and empty.
 */
public suspend fun <T> Queue<T>.receive(): T {
    val items = asyncIterator()
    try {
        return if (items.advance().await()) items.current() else getNowait()
    } finally {
        items.close()
    }
}
