package dev.menai.engine.tasks

import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture

/**
 * The way back from a derived stage to what it was derived from: cancelling the stage cancels its sources, each one
 * unless somebody else counts on it. The JDK completes the stage.
 */
internal class Upstream private constructor(val from: LoopFuture<*>, private val stage: LoopFuture<*>) :
    LazyProducer(),
    Relaying {
    private var isHooked = false

    /** Whether what runs with the value of the source [takes][Handing.take] it before. */
    @Volatile
    var isClaiming = false

    /** Whether the source was done before the stage was derived: who else has had its value is not known. */
    private var isLate = false

    /** Further sources, of a stage of two, or the stage that the function of a composed one returned. */
    @Volatile
    private var further: CompletableFuture<*>? = null

    /** The first one in the line of stages, which may have any length. */
    override val source: LoopFuture<*>
        get() {
            var first = from
            while (true) first = (first.producer as? Upstream)?.from ?: return first
        }

    override val passesTo: LoopFuture<*> get() = stage

    /** Whether the stage waits for one future only. */
    val isOnly: Boolean get() = further == null

    override fun describe(): String = "a stage"

    override fun settled(future: LoopFuture<*>): Unit = Unit

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean =
        stage.endWith { stage.settleCancelled(reason).also { if (it) cancelSources(reason) } }

    /**
     * Cancels what the stage was derived from, since that has ended otherwise: the whole line of stages up to the first
     * source that is none, or that others count on.
     */
    fun cancelSources(reason: String) {
        val cancellation = CancellationException(reason)
        var link = this
        while (true) {
            link.further?.let { Cancelling.cancelUnlessShared(it, reason, stage.loop) }
            val source = link.from
            source.withdraw(link)
            if (source.isDone) {
                if (!link.isLate) source.handBack()
                return
            }
            if (source.hasOthersThan(link)) return
            val before = source.producer as? Upstream
            if (before == null) return source.abandon(reason)
            if (!source.settleExceptionally(cancellation)) return
            link = before
        }
    }

    /** The stage is done: a source that is not, since the other one of two was faster, keeps nothing of it. */
    fun stageEnded() {
        if (!from.isDone) from.withdraw(this)
    }

    /** Makes sure that the stage's waiters hear of its completion by the JDK. */
    override fun wanted() {
        synchronized(this) {
            if (isHooked) return
            isHooked = true
        }
        stage.hearOfCompletion()
    }

    /** The stage has a second source; [isEither] when one of the two is enough. */
    fun alsoFrom(other: CompletableFuture<*>, isEither: Boolean) {
        if (isEither) wanted()
        further = other
        if (stage.isCancelled) Cancelling.cancelUnlessShared(other, "future was cancelled", stage.loop)
    }

    companion object {
        fun link(source: LoopFuture<*>, stage: LoopFuture<*>) {
            val link = Upstream(source, stage)
            stage.producer = link
            if (source.register(link)) return
            link.isLate = true
            source.lookedAt() // it has failed, perhaps, since the stage began to be made
        }
    }
}
