package dev.menai.engine.tasks

import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.suspendCancellableCoroutine
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.function.BiConsumer
import kotlin.coroutines.resume

/**
 * Suspends until [stage] is done and returns its value or throws its failure, the same instance.
 *
 * Cancelling the coroutine cancels the stage unless somebody else counts on it.
 */
public suspend fun <T> awaitStage(stage: CompletionStage<T>): T {
    val future = Outcome.futureOf(stage)
    if (future.isDone) return Outcome.of(future)
    val task = currentCoroutineContext()[TaskElement]?.task
    task?.awaited = future
    try {
        suspendCancellableCoroutine { continuation -> Suspension(task, continuation, future).start() }
    } finally {
        task?.awaited = null
    }
    // read only now, outside the continuation: kotlinx would copy a failure that it delivers itself
    return Outcome.of(future)
}

private class Suspension(
    override val task: SuspendTask<*>?,
    private val continuation: CancellableContinuation<Unit>,
    private val future: CompletableFuture<*>,
) : Waiter(),
    BiConsumer<Any?, Throwable?> {
    private val loop = task?.future?.loop

    fun start() {
        if (future is LoopFuture<*>) {
            if (!future.register(this)) continuation.resume(Unit)
        } else {
            loop?.outsideWorkBegan()
            future.whenComplete(this)
        }
        continuation.invokeOnCancellation { cancelled(it) }
    }

    override fun settled(future: LoopFuture<*>): Unit = continuation.resume(Unit)

    override fun accept(value: Any?, failure: Throwable?) {
        continuation.resume(Unit)
        loop?.outsideWorkEnded()
    }

    private fun cancelled(cause: Throwable?) {
        val future = future
        if (future is LoopFuture<*>) {
            val wasAlone = !future.hasOthersThan(this)
            if (future.withdraw(this) && wasAlone) future.cancelFor(cause?.message ?: "the coroutine was cancelled")
        } else if (future.numberOfDependents <= 1) {
            future.cancel(false)
        }
    }
}
