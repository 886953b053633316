package dev.menai.engine.tasks

import java.util.concurrent.CompletableFuture

/**
 * The way back from a derived stage to what it was derived from: cancelling the stage cancels its sources, each one
 * unless somebody else counts on it. The JDK completes the stage.
 */
internal class Upstream private constructor(private val source: LoopFuture<*>, private val stage: LoopFuture<*>) :
    LazyProducer() {
    private var isHooked = false

    /** Further sources, of a stage of two, or the stage that a `thenCompose` function returned. */
    @Volatile
    private var further: CompletableFuture<*>? = null

    override fun settled(future: LoopFuture<*>): Unit = Unit

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        if (!stage.settleCancelled(reason)) return false
        if (source.withdraw(this) && !source.hasOthersThan(this)) source.abandon(reason)
        further?.let { Cancelling.cancelUnlessShared(it, reason) }
        return true
    }

    /** Makes sure that the stage's waiters hear of its completion by the JDK. */
    override fun wanted() {
        synchronized(this) {
            if (isHooked) return
            isHooked = true
        }
        stage.hearOfCompletion()
    }

    fun alsoFrom(other: CompletableFuture<*>) {
        further = other
        if (stage.isCancelled) Cancelling.cancelUnlessShared(other, "future was cancelled")
    }

    companion object {
        fun link(source: LoopFuture<*>, stage: LoopFuture<*>) {
            val link = Upstream(source, stage)
            stage.producer = link
            source.register(link)
        }
    }
}
