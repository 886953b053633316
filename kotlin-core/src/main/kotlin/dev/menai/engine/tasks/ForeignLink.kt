package dev.menai.engine.tasks

import dev.menai.engine.loop.Loop
import java.util.concurrent.CompletableFuture

/**
 * One wait of ours for a future that is not a loop's, on behalf of something on [loop]: until it ends, it counts as work
 * outside that loop.
 */
internal class ForeignLink private constructor(
    private val loop: Loop,
    private val follower: ForeignFollower,
    private val waiter: Waiter,
    private val ended: Runnable,
) : Registration() {
    override val countsOnFuture: Boolean get() = waiter.countsOnFuture

    /** Returns false when the future has ended, and its end has been told or is being told. */
    fun withdraw(): Boolean {
        if (!follower.withdraw(this)) return false
        loop.outsideWorkEnded()
        return true
    }

    /** Leaves the future alone for good, whoever of ours waits for it and is cancelled. */
    fun shield() {
        follower.isShielded = true
    }

    /** Called once, by the thread that completed the future. */
    fun told() {
        try {
            ended.run()
        } finally {
            loop.outsideWorkEnded()
        }
    }

    companion object {
        /** Has [ended] called when [future] is done, for [waiter]; returns null, and will not, when it is done already. */
        fun open(future: CompletableFuture<*>, loop: Loop, waiter: Waiter, ended: Runnable): ForeignLink? {
            if (future.isDone) return null
            val follower = ForeignFollower.of(future)
            val link = ForeignLink(loop, follower, waiter, ended)
            loop.outsideWorkBegan()
            if (follower.register(link)) return link
            loop.outsideWorkEnded()
            return null
        }
    }
}
