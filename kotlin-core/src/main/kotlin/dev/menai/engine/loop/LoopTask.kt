package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.context.VarContext
import java.util.concurrent.CompletableFuture

/** What a loop knows of a task: that it is unfinished, and how it is called. */
@InternalMenaiApi
public abstract class LoopTask(@JvmField public val context: VarContext) {
    internal var previous: LoopTask? = null
    internal var next: LoopTask? = null

    /** The future through which the task is seen from outside. */
    public abstract val future: CompletableFuture<*>

    public abstract val name: String

    /** What the task waits for, in words; null if for nothing, or nothing that is known. */
    internal abstract fun awaits(): String?

    /** The frames in which the task waits or runs, innermost first. */
    public abstract fun stack(): Array<StackTraceElement>

    /** Tells a task that waits that its loop has been closed and nothing will resume it. */
    internal abstract fun loopClosed()

    /** Ends this task for those who wait for it, because of [reason]: its body never goes on, whatever it is in. */
    internal abstract fun abandoned(reason: String)
}
