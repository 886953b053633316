package dev.menai.kotlin

import dev.menai.Acquirable
import dev.menai.Barrier
import dev.menai.Condition
import dev.menai.Event

/** Runs [block] while this lock, or a permit of this semaphore, is held. */
public suspend fun <T> Acquirable.withLock(block: suspend () -> T): T {
    if (!tryAcquire()) acquire().await()
    try {
        return block()
    } finally {
        release()
    }
}

/** Suspends until this event is set. */
public suspend fun Event.await() {
    if (!isSet) whenSet().await()
}

/**
 * Releases the lock and suspends until somebody has notified; the lock is held again then, whatever happens. A coroutine
 * that is notified and cancelled before it goes on passes the notification on to the next.
 */
public suspend fun Condition.await() {
    whenNotified().await()
}

/** Suspends until as many as needed have arrived; returns the place in the order of arrival. */
public suspend fun Barrier.await(): Int = arrive().await()
