package dev.menai.engine.tasks

import dev.menai.engine.loop.Loop
import java.util.concurrent.CompletableFuture

internal object Cancelling {
    /** Cancels [future], which one dependent of ours stands on, unless it has others; on behalf of something on [loop]. */
    fun cancelUnlessShared(future: CompletableFuture<*>, reason: String, loop: Loop) {
        if (future.isDone || !isUnshared(future, loop)) return
        if (future !is LoopFuture<*>) {
            cancelForeign(future, loop)
        } else if (!future.isShielded && future.registered().isEmpty()) {
            future.abandon(reason)
        }
    }

    /** Cancels [future], which is not a loop's. What its class throws is reported to [loop], and then it was not cancelled. */
    fun cancelForeign(future: CompletableFuture<*>, loop: Loop): Boolean {
        var isTaken = false
        loop.contain({ "the cancel method of a future that is not a loop's" }) { isTaken = future.cancel(false) }
        return isTaken
    }

    /** Whether nobody but one dependent of ours stands on [future]; not if its class throws when it is asked. */
    fun isUnshared(future: CompletableFuture<*>, loop: Loop): Boolean {
        var isAlone = false
        loop.contain({ "a future that is not a loop's, asked for its dependents," }) {
            isAlone = future.numberOfDependents <= 1
        }
        return isAlone
    }
}
