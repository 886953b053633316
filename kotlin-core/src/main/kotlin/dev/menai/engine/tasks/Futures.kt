package dev.menai.engine.tasks

import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.LoopTask
import java.util.concurrent.CompletableFuture

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

    @JvmStatic
    public fun isCancelled(future: CompletableFuture<*>): Boolean = future.isCancelled
}
