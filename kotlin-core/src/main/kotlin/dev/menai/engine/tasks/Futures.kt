package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.LoopTask
import dev.menai.engine.loop.ThreadState
import java.util.concurrent.CompletionStage

/** What the engine knows of a future beyond its outcome. */
@InternalMenaiApi
public object Futures {
    @JvmStatic
    public fun loopOf(future: LoopFuture<*>): Loop = future.loop

    /** The loop of code on this thread; where that is nobody's, the one to which all loops' futures of [stages] belong. */
    @JvmStatic
    public fun loopFor(stages: Array<out CompletionStage<*>>): Loop {
        val state = ThreadState.current()
        if (state.loop != null || state.home != null) return state.ownLoop
        return stages.filterIsInstance<LoopFuture<*>>().mapTo(HashSet()) { it.loop }.singleOrNull() ?: state.ownLoop
    }

    /** Completes [future], which nobody else has yet. */
    @JvmStatic
    public fun <T> begin(future: LoopFuture<T>, value: T): Unit = future.beginDone(value)

    /** Says that the value of [future], which is done and nobody else has yet, was handed over by [origin]. */
    @JvmStatic
    public fun handedBy(future: LoopFuture<*>, origin: Handing): Unit = future.attach(origin)

    /** The tasks that wait for [future] right now. */
    @JvmStatic
    public fun awaitedBy(future: LoopFuture<*>): List<LoopTask> = future.awaitedBy()

    /** Ties [future], which [task] completes, to the task: each of them that ends ends the other, if it is pending. */
    @JvmStatic
    public fun completedByTask(future: LoopFuture<*>, task: LoopFuture<*>) {
        val tie = Tie(future, task)
        future.attach(tie)
        if (!task.register(tie)) tie.settled(task)
    }

    private class Tie(private val completed: LoopFuture<*>, override val source: LoopFuture<*>) :
        Waiter(),
        Relaying {
        override fun describe(): String = "what is to be completed by the end"

        override val looksAtOutcome: Boolean get() = false

        override val countsOnFuture: Boolean get() = false

        override val endsOthers: Boolean get() = true

        override fun settled(future: LoopFuture<*>) {
            if (completed.isDone) return
            completed.settleCancelled("${source.describe()}, which was to complete this, has ended")
        }

        override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
            val isTaken = completed.settleCancelled(reason)
            if (isTaken) source.cancelFor(reason)
            return isTaken
        }
    }
}
