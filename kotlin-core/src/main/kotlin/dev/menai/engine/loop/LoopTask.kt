package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.context.VarContext
import dev.menai.engine.spi.ObservedTask

/** What a loop knows of a task: that it is unfinished, and how it is called. */
@InternalMenaiApi
public abstract class LoopTask(@JvmField public val context: VarContext) : ObservedTask {
    internal var previous: LoopTask? = null
    internal var next: LoopTask? = null

    /** Tells a task that waits that its loop has been closed and nothing will resume it. */
    internal abstract fun loopClosed()

    /** Ends this task for those who wait for it, because of [reason]: its body never goes on, whatever it is in. */
    internal abstract fun abandoned(reason: String)
}
