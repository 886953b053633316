package dev.menai.engine.bridge

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.tasks.Cancelling
import dev.menai.engine.tasks.Listener
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Outcome
import dev.menai.engine.tasks.Relaying
import java.util.concurrent.CompletableFuture

/** Has a future of a loop follow a foreign one: the completion arrives through the loop, a cancellation goes back. */
@InternalMenaiApi
public class Following<T> private constructor(
    override val source: CompletableFuture<T>,
    private val follower: LoopFuture<T>,
) : Listener(follower.loop, source),
    Relaying {
    /** Why the source was cancelled, if it was on behalf of the follower. */
    @Volatile
    private var reason: String? = null

    override fun waiterText(): String = "a future that follows it"

    override fun describe(): String = "ensureFuture"

    override fun ended() {
        if (!source.isCompletedExceptionally) {
            follower.settle(Outcome.of(source))
            return
        }
        follower.settleExceptionally(Cancelling.inWords(reason, Outcome.failureOf(source)))
    }

    /** Too late for a source that is done, or one of another loop that is about to be: what it has would be lost. */
    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        if (source.isDone) return false
        this.reason = reason
        val isOurs = !isShared()
        if (!isOurs || !cancelAwaited(reason)) {
            if ((isOurs && source is LoopFuture<*>) || !leave()) return false
            if (!isOurs) cancelIfLast(reason)
        }
        follower.settleCancelled(reason)
        return true
    }

    public companion object {
        @JvmStatic
        public fun <T> start(source: CompletableFuture<T>, follower: LoopFuture<T>) {
            val following = Following(source, follower)
            follower.attach(following)
            if (!following.listen()) following.ended()
        }
    }
}
