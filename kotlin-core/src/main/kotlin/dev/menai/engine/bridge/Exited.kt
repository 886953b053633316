package dev.menai.engine.bridge

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.ConfinedLoop
import dev.menai.engine.loop.Holder
import dev.menai.engine.loop.LinearStep
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.LoopTask
import dev.menai.engine.loop.SafeText
import dev.menai.engine.loop.Watchdog
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job

/**
 * What becomes of a run whose holder of the turn has called `System.exit`: the loop is freed of that thread, and what stood
 * on it is over for those who wait for it, so that everything else can be ended in order.
 */
@InternalMenaiApi
public object Exited {
    private const val REASON = "its thread has called System.exit"

    /** Returns the thread that holds the turn of [loop] and stands in `System.exit`, or null. */
    @JvmStatic
    public fun holderOf(loop: Loop): Thread? = (loop as? ConfinedLoop)?.holderInExit()

    /** Ends the run of [loop] on the calling thread, in place of [gone]; false if another thread does. */
    @JvmStatic
    public fun endRun(loop: Loop, gone: Thread): Boolean {
        val confined = loop as ConfinedLoop
        abandon(confined.holderOn(gone))
        return confined.endRunWithout(gone)
    }

    /** Has what stands in `System.exit`, on whatever loop, be over for those who wait for it. */
    @JvmStatic
    public fun abandonAll(): Unit = Watchdog.holdersInExit().forEach(::abandon)

    private fun abandon(gone: Holder) {
        val loop = gone.loop
        for (task in loop.tasks()) {
            if (task !== gone.task && !task.standsOn(gone.thread)) continue
            loop.contain({ SafeText.of(task) }) { task.abandoned("task '${task.name}' was cancelled: $REASON") }
        }
        val job = gone.coroutine?.context?.get(Job) ?: return
        callOf(job)?.let { call ->
            loop.contain({ SafeText.of(call) }) { call.abandoned("the suspend call was cancelled: $REASON") }
        }
        LoopScope.abandon(loop, job, REASON)
    }

    /** Running on [gone], or waiting there while it ran something else. */
    private fun LoopTask.standsOn(gone: Thread) = (this as? LinearStep)?.seat?.thread === gone

    @OptIn(ExperimentalCoroutinesApi::class)
    private fun callOf(job: Job): CallJob? = generateSequence(job) { it.parent }.firstNotNullOfOrNull { it as? CallJob }
}
