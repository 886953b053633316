package dev.menai.engine.groups

import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Outcome
import dev.menai.engine.tasks.Producer
import dev.menai.engine.tasks.Waiter
import java.util.concurrent.CompletableFuture

/** Follows a future without passing cancellation on to it. */
public class Shield<T> private constructor(private val inner: CompletableFuture<T>, private val outer: LoopFuture<T>) :
    Waiter(),
    Producer {
    private fun start() {
        val inner = inner
        if (inner is LoopFuture<*>) {
            inner.isShielded = true
            if (!inner.register(this)) follow()
        } else {
            inner.whenComplete { _, _ -> outer.loop.enqueue(Runnable(::follow)) }
        }
    }

    override val endsOthers: Boolean get() = true

    override fun settled(future: LoopFuture<*>): Unit = follow()

    override fun describe(): String = "a shield"

    private fun follow() {
        if (outer.isDone) return
        if (inner.isCompletedExceptionally) {
            outer.settleExceptionally(Outcome.failureOf(inner))
        } else {
            outer.settle(Outcome.of(inner))
        }
    }

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        val inner = inner
        if (inner is LoopFuture<*>) inner.withdraw(this)
        return outer.settleCancelled(reason)
    }

    public companion object {
        /** Has [outer] follow [inner]. */
        @JvmStatic
        public fun <T> start(inner: CompletableFuture<T>, outer: LoopFuture<T>) {
            val shield = Shield(inner, outer)
            outer.attach(shield)
            shield.start()
        }
    }
}
