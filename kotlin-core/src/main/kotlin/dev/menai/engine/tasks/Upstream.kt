package dev.menai.engine.tasks

import java.util.concurrent.CancellationException
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

    /** Cancels the whole line of stages up to the first source that is none, or that others count on. */
    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        val cancellation = CancellationException(reason)
        var link = this
        while (link.stage.settleExceptionally(cancellation)) {
            link.further?.let { Cancelling.cancelUnlessShared(it, reason, stage.loop) }
            val source = link.source
            if (!source.withdraw(link) || source.hasOthersThan(link)) return true
            val before = source.producer as? Upstream
            if (before == null) {
                source.abandon(reason)
                return true
            }
            link = before
        }
        return link !== this
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
        if (stage.isCancelled) Cancelling.cancelUnlessShared(other, "future was cancelled", stage.loop)
    }

    companion object {
        fun link(source: LoopFuture<*>, stage: LoopFuture<*>) {
            val link = Upstream(source, stage)
            stage.producer = link
            source.register(link)
        }
    }
}
