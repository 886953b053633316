package dev.menai.kotlin

import dev.menai.Queue
import dev.menai.QueueEmptyException
import dev.menai.QueueShutDownException

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
