package dev.menai.engine.tasks

import java.util.concurrent.CompletableFuture

internal object Cancelling {
    /** Cancels [future], which one dependent of ours stands on, unless it has others. */
    fun cancelUnlessShared(future: CompletableFuture<*>, reason: String): Boolean = when {
        future.isDone -> false
        future.numberOfDependents > 1 -> false
        future is LoopFuture<*> -> !future.isShielded && future.registered().isEmpty() && future.cancelFor(reason)
        else -> future.cancel(false)
    }
}
