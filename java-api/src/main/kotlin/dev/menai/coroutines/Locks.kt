@file:OptIn(ExperimentalContracts::class)

package dev.menai.coroutines

import dev.menai.Acquirable
import dev.menai.Barrier
import dev.menai.Condition
import dev.menai.Event
import dev.menai.Lock
import dev.menai.Semaphore
import kotlin.contracts.ExperimentalContracts
import kotlin.contracts.InvocationKind
import kotlin.contracts.contract

/** Runs [block] while this lock is held. */
public suspend inline fun <T> Lock.withLock(block: () -> T): T {
    contract { callsInPlace(block, InvocationKind.EXACTLY_ONCE) }
    return holding(block)
}

/** Runs [block] while the lock of this condition is held. */
public suspend inline fun <T> Condition.withLock(block: () -> T): T {
    contract { callsInPlace(block, InvocationKind.EXACTLY_ONCE) }
    return holding(block)
}

/** Runs [block] while a permit of this semaphore is held. */
public suspend inline fun <T> Semaphore.withPermit(block: () -> T): T {
    contract { callsInPlace(block, InvocationKind.EXACTLY_ONCE) }
    return holding(block)
}

@PublishedApi
internal suspend inline fun <T> Acquirable.holding(block: () -> T): T {
    contract { callsInPlace(block, InvocationKind.EXACTLY_ONCE) }
    hold()
    try {
        return block()
    } finally {
        release()
    }
}

@PublishedApi
internal suspend fun Acquirable.hold() {
    if (!tryAcquire()) acquire().await()
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
