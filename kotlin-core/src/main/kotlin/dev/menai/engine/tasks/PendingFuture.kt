package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.spi.Pending
import dev.menai.engine.spi.Work

/** A [future] for which somebody outside the engine does the [work]. */
@InternalMenaiApi
public class PendingFuture<T>(override val future: LoopFuture<T>, private val work: Work) :
    Pending<T>,
    Producer {
    init {
        future.attach(this)
    }

    override fun complete(value: T): Boolean = future.settle(value)

    override fun fail(failure: Throwable): Boolean = future.settleExceptionally(failure)

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        if (future.isDone) return false
        if (work.cancel()) future.settleCancelled(reason)
        return true
    }

    override fun describe(): String = work.describe()
}
