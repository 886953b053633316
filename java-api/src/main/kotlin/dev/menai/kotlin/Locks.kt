package dev.menai.kotlin

import dev.menai.Acquirable
import dev.menai.Barrier
import dev.menai.Condition
import dev.menai.Event
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext
import java.util.concurrent.CompletableFuture

/** Runs [block] while this lock, or a permit of this semaphore, is held. */
public suspend fun <T> Acquirable.withLock(block: suspend () -> T): T {
    val held = acquire()
    try {
        held.await()
    } catch (cancellation: CancellationException) {
        // handed over and cancelled at the same time: the coroutine has it and will not run
        if (held.isDone && !held.isCompletedExceptionally) release()
        throw cancellation
    }
    try {
        return block()
    } finally {
        release()
    }
}

/** Suspends until this event is set. */
public suspend fun Event.await() {
    whenSet().await()
}

/** Releases the lock and suspends until somebody has notified; the lock is held again then, whatever happens. */
public suspend fun Condition.await() {
    val notified: CompletableFuture<*> = whenNotified()
    try {
        notified.await()
    } catch (cancellation: CancellationException) {
        withContext(NonCancellable) {
            try {
                notified.await()
            } catch (_: CancellationException) {
                // as expected: what counts is that the lock is held again
            }
        }
        throw cancellation
    }
}

/** Suspends until as many as needed have arrived; returns the place in the order of arrival. */
public suspend fun Barrier.await(): Int = arrive().await()
