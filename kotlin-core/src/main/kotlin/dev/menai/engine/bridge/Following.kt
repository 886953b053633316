package dev.menai.engine.bridge

import dev.menai.engine.tasks.Cancelling
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Outcome
import dev.menai.engine.tasks.Producer
import java.util.concurrent.CompletableFuture
import java.util.function.BiConsumer

/** Has a future of a loop follow a foreign one: the completion arrives through the loop, a cancellation goes back. */
public class Following<T> private constructor(
    private val source: CompletableFuture<T>,
    private val follower: LoopFuture<T>,
) : Producer,
    BiConsumer<T?, Throwable?>,
    Runnable {
    override fun accept(value: T?, failure: Throwable?) {
        // nobody would bring it through a loop that is closed
        if (!follower.isDone && !follower.loop.enqueue(this)) run()
        follower.loop.outsideWorkEnded()
    }

    override fun run() {
        if (follower.isDone) return
        if (source.isCompletedExceptionally) {
            follower.settleExceptionally(Outcome.failureOf(source))
        } else {
            follower.settle(Outcome.of(source))
        }
    }

    /** Too late for a source that is done: what it has is on its way, and would be lost. */
    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        if (source.isDone) return false
        val isTaken = follower.settleCancelled(reason)
        Cancelling.cancelForeign(source, follower.loop)
        return isTaken
    }

    public companion object {
        @JvmStatic
        public fun <T> start(source: CompletableFuture<T>, follower: LoopFuture<T>) {
            val following = Following(source, follower)
            if (source.isDone) return following.run()
            follower.attach(following)
            follower.loop.outsideWorkBegan()
            source.whenComplete(following)
        }
    }
}
