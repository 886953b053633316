package dev.menai.engine.tasks

import dev.menai.engine.loop.Loop
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture

internal object Cancelling {
    /** Cancels [future] on behalf of something on [loop] that stood on it, unless one of ours counts on it. */
    fun cancelUnlessShared(future: CompletableFuture<*>, reason: String, loop: Loop) {
        if (future.isDone) return
        if (future !is LoopFuture<*>) {
            if (!ForeignFollower.isWanted(future)) cancelForeign(future, loop)
        } else if (!future.isShielded && future.registered().none { it.countsOnFuture }) {
            future.abandon(reason)
        }
    }

    /**
     * Returns [failure], with which a future ended; if that is the JDK's cancellation without a word, and [reason] says why
     * it was cancelled, one that says so. Another class than the JDK's is not asked: it may throw.
     */
    fun inWords(reason: String?, failure: Throwable): Throwable {
        val isMute = failure.javaClass == CancellationException::class.java && failure.message == null
        return if (reason == null || !isMute) failure else CancellationException(reason).also { it.initCause(failure) }
    }

    /** Cancels [future], which is not a loop's. What its class throws is reported to [loop], and then it was not cancelled. */
    fun cancelForeign(future: CompletableFuture<*>, loop: Loop): Boolean {
        var isTaken = false
        loop.contain({ "the cancel method of a future that is not a loop's" }) { isTaken = future.cancel(true) }
        return isTaken
    }
}
