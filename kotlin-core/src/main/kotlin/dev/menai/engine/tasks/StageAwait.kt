package dev.menai.engine.tasks

import dev.menai.engine.loop.Loop
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.suspendCancellableCoroutine
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume

/**
 * Suspends until [stage] is done and returns its value or throws its failure, the same instance.
 *
 * Cancelling the coroutine cancels the stage unless somebody else counts on it.
 */
public suspend fun <T> awaitStage(stage: CompletionStage<T>): T {
    val future = Outcome.futureOf(stage)
    return if (future.isDone) Outcome.of(future) else awaitPending(future)
}

private suspend fun <T> awaitPending(future: CompletableFuture<T>): T {
    val context = currentCoroutineContext()
    val task = context[ContextElement]?.task
    task?.awaited = future
    try {
        suspendCancellableCoroutine { continuation -> Suspension(context.loop, task, continuation, future).start() }
    } finally {
        task?.awaited = null
    }
    // read only now, outside the continuation: kotlinx would copy a failure that it delivers itself
    if (future.isCompletedExceptionally && context.loop.isDebug) {
        throw AwaitSite.ofCoroutine(Outcome.failureOf(future), suspendCoroutineUninterceptedOrReturn { it })
    }
    return Outcome.of(future)
}

private class Suspension(
    private val loop: Loop,
    override val task: SuspendTask<*>?,
    private val continuation: CancellableContinuation<Unit>,
    private val future: CompletableFuture<*>,
) : Waiter() {
    private var link: ForeignLink? = null

    fun start() {
        if (future is LoopFuture<*>) {
            if (!future.register(this)) continuation.resume(Unit)
        } else {
            link = ForeignLink(loop) { continuation.resume(Unit) }.also { it.open(future) }
        }
        continuation.invokeOnCancellation { cancelled(it) }
    }

    override fun settled(future: LoopFuture<*>): Unit = continuation.resume(Unit)

    private fun cancelled(cause: Throwable?) {
        val future = future
        if (future is LoopFuture<*>) {
            if (future.withdraw(this) && !future.hasOthersThan(this)) {
                future.cancelFor(cause?.message ?: "the coroutine was cancelled")
            }
        } else {
            val wasAlone = future.numberOfDependents <= 1
            if (link?.withdraw() == true && wasAlone) future.cancel(false)
        }
    }
}
