package dev.menai.engine.tasks

import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.LoopTask

/** What the engine knows of a future beyond its outcome. */
public object Futures {
    @JvmStatic
    public fun loopOf(future: LoopFuture<*>): Loop = future.loop

    /** The tasks that wait for [future] right now. */
    @JvmStatic
    public fun awaitedBy(future: LoopFuture<*>): List<LoopTask> = future.awaitedBy()

    /** Notes that somebody has seen how [future] ended. */
    @JvmStatic
    public fun lookAt(future: LoopFuture<*>): Unit = future.lookedAt()

    /** Has a cancellation of [future] cancel [task] as well. */
    @JvmStatic
    public fun cancelsTask(future: LoopFuture<*>, task: LoopFuture<*>) {
        future.attach(CancelTask(task))
    }

    private class CancelTask(private val task: LoopFuture<*>) : Producer {
        override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
            val isTaken = future.settleCancelled(reason)
            if (isTaken) task.cancelFor(reason)
            return isTaken
        }
    }
}
