package dev.menai.engine.groups

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.tasks.Listener
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Outcome
import dev.menai.engine.tasks.Relaying
import java.util.concurrent.CompletableFuture

/** Follows a future without passing cancellation on to it. */
@InternalMenaiApi
public class Shield<T> private constructor(
    override val source: CompletableFuture<T>,
    private val outer: LoopFuture<T>,
) : Listener(outer.loop, source),
    Relaying {
    override fun waiterText(): String = "a shield"

    override fun describe(): String = "shield"

    override fun ended() {
        if (outer.isDone) return
        if (source.isCompletedExceptionally) {
            outer.settleExceptionally(Outcome.failureOf(source))
        } else {
            outer.settle(Outcome.of(source))
        }
    }

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        if (!leave() && source.isDone) return false // its end is on its way
        return outer.settleCancelled(reason)
    }

    public companion object {
        /** Has [outer] follow [inner]. */
        @JvmStatic
        public fun <T> start(inner: CompletableFuture<T>, outer: LoopFuture<T>) {
            val shield = Shield(inner, outer)
            outer.attach(shield)
            val isPending = shield.listen()
            shield.shield()
            if (!isPending) shield.ended()
        }
    }
}
