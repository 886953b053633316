package dev.menai.engine.tasks

import java.util.concurrent.CompletableFuture

internal object Cancelling {
    /** Cancels [future], which one dependent of ours stands on, unless it has others. */
    fun cancelUnlessShared(future: CompletableFuture<*>, reason: String) {
        if (future.isDone || future.numberOfDependents > 1) return
        if (future !is LoopFuture<*>) {
            future.cancel(false)
        } else if (!future.isShielded && future.registered().isEmpty()) {
            future.abandon(reason)
        }
    }
}
