package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.context.VarContext

/** A callback that becomes ready at a deadline, in nanoseconds of its loop's clock. */
@InternalMenaiApi
public class LoopTimer(loop: Loop, @JvmField public val deadline: Long, callback: Runnable, context: VarContext) :
    LoopCallback(loop, callback, context),
    Comparable<LoopTimer> {
    /** Decides between equal deadlines: the timer that was set first runs first. */
    @JvmField
    internal var sequence = 0L

    /** The entry of this timer in a parallel loop's schedule. */
    @Volatile
    @JvmField
    internal var scheduled: java.util.concurrent.Future<*>? = null

    /** Whether the deadline has passed and this timer stands among the ready steps. */
    @JvmField
    internal var isDue = false

    override fun cancel(): Boolean {
        val cancelled = super.cancel()
        if (cancelled) loop.timerCancelled(this)
        return cancelled
    }

    override fun compareTo(other: LoopTimer): Int {
        val byDeadline = deadline.compareTo(other.deadline)
        return if (byDeadline != 0) byDeadline else sequence.compareTo(other.sequence)
    }

    override fun toString(): String = "timer at ${deadline}ns: ${super.toString()}"
}
