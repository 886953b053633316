package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.Loop
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume

/**
 * Suspends until [stage] is done and returns its value or throws its failure, the same instance.
 *
 * Cancelling the coroutine cancels the stage unless somebody else counts on it. A coroutine that is cancelled before it
 * goes on never sees what it was handed: that [goes back][LoopFuture.handBack].
 */
@InternalMenaiApi
public suspend fun <T> awaitStage(stage: CompletionStage<T>): T = awaitFuture(Outcome.futureOf(stage), false)

/**
 * As [awaitStage], for a stage that does the work of the calling coroutine: if that is cancelled, and the stage with it, it
 * goes on when the stage has ended. What that fails with then comes out.
 */
@InternalMenaiApi
public suspend fun <T> awaitWork(stage: CompletionStage<T>): T = awaitFuture(Outcome.futureOf(stage), true)

private suspend fun <T> awaitFuture(future: CompletableFuture<T>, isWork: Boolean): T =
    if (future.isDone) Outcome.of(future) else awaitPending(future, isWork)

private suspend fun <T> awaitPending(future: CompletableFuture<T>, isWork: Boolean): T {
    val context = currentCoroutineContext()
    val task = context[ContextElement]?.task
    val wait = Suspension(context.loop, task, future)
    task?.awaited = future
    task?.let { context.loop.tell { waits(it) } }
    try {
        suspendCancellableCoroutine(wait::start)
    } catch (cancellation: CancellationException) {
        if (future is LoopFuture<*>) giveUp(future, wait, isWork)
        if (isWork && Outcome.isFailed(future)) throw Outcome.failureOf(future)
        throw cancellation
    } finally {
        task?.awaited = null
        task?.let { context.loop.tell { goesOn(it) } }
    }
    // read only now, outside the continuation: kotlinx would copy a failure that it delivers itself
    if (future.isCompletedExceptionally && context.loop.isDebug) {
        throw AwaitSite.ofCoroutine(Outcome.failureOf(future), suspendCoroutineUninterceptedOrReturn { it })
    }
    return Outcome.of(future)
}

/** The coroutine was cancelled during [wait]: what it was handed goes back, and what ends later is waited for. */
private suspend fun giveUp(future: LoopFuture<*>, wait: Suspension, isWork: Boolean) {
    val endsLater = if (isWork) wait.hasCancelled else future.origin() is Ending && !future.hasOthersThan(wait)
    if (endsLater && !future.isDone) {
        val end = Suspension(future.loop, null, future)
        withContext(NonCancellable) { suspendCancellableCoroutine(end::start) }
    }
    if (wait.wasTold || endsLater) future.handBack()
}

/** One wait of a coroutine. */
private class Suspension(
    private val loop: Loop,
    override val task: SuspendTask<*>?,
    private val future: CompletableFuture<*>,
) : Waiter() {
    private lateinit var continuation: CancellableContinuation<Unit>
    private var link: ForeignLink? = null

    /** Whether the future has ended while this wait counted on it, whether or not the coroutine hears of it. */
    @Volatile
    var wasTold = false
        private set

    /** Whether the future was cancelled with the coroutine, because nobody else counted on it. */
    @Volatile
    var hasCancelled = false
        private set

    fun start(continuation: CancellableContinuation<Unit>) {
        this.continuation = continuation
        if (future is LoopFuture<*>) {
            if (!future.register(this)) settled(future)
        } else {
            link = ForeignLink.open(future, loop, this) { continuation.resume(Unit) }
            if (link == null) continuation.resume(Unit)
        }
        continuation.invokeOnCancellation { cancelled(it) }
    }

    override fun settled(future: LoopFuture<*>) {
        wasTold = true
        continuation.resume(Unit)
    }

    private fun cancelled(cause: Throwable?) {
        val future = future
        if (future !is LoopFuture<*>) {
            if (link?.withdraw() == true) Cancelling.cancelUnlessShared(future, REASON, loop)
        } else if (!future.withdraw(this)) {
            wasTold = true // or is just being told
        } else if (!future.hasOthersThan(this)) {
            hasCancelled = true
            val reason = cause?.message ?: REASON
            if (future.origin() is Ending) future.cancelFor(reason) else future.abandon(reason) // it is waited for
        }
    }

    private companion object {
        const val REASON = "the coroutine was cancelled"
    }
}
