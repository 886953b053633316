package dev.menai.engine.loop

import dev.menai.engine.context.Carried
import dev.menai.engine.context.VarContext

/** What a thread is doing for the engine right now. Read and written by its own thread only. */
public class ThreadState private constructor() {
    /** The loop whose step this thread runs, or null. */
    @JvmField
    public var loop: Loop? = null

    /** Where this thread waits for its turn, if it can have one. */
    @JvmField
    internal var seat: Seat? = null

    /** The task whose step this thread runs; null in callbacks and outside steps. */
    @JvmField
    public var task: LoopTask? = null

    /** The loop that sent blocking work to this thread, while that work runs. */
    @JvmField
    public var home: Loop? = null

    /**
     * How many completions of futures this thread is in the middle of: their dependents run inline and may not wait.
     */
    @JvmField
    internal var completions: Int = 0

    /** Whether the next stage that this thread derives is for the engine's own use. */
    @JvmField
    internal var wantsUnlinkedStage: Boolean = false

    private var current: VarContext? = null

    /** The context that this thread is in: that of the step, else one that belongs to the thread. */
    public val context: VarContext get() = current ?: VarContext().also { current = it }

    /** Puts this thread into [context] (null: a fresh one on demand) and returns the one that it was in. */
    public fun enter(context: VarContext?): VarContext? {
        val previous = current
        current = context
        return if (Carriers.nothing === Carried.NONE) previous else Carriers.cross(previous, context)
    }

    /** Has a body that has waited go on in [context], which others may have been in meanwhile. */
    internal fun resume(context: VarContext) {
        if (current !== context) {
            enter(context)
        } else if (Carriers.nothing !== Carried.NONE) {
            val wanted = context.carried
            Carriers.install(Carriers.capture(wanted), wanted)
        }
    }

    /** Has the context take what this thread holds, for others who are in it while this thread is. */
    public fun save() {
        if (Carriers.nothing !== Carried.NONE) current?.let(Carriers::save)
    }

    /** Returns [context] itself, with what this thread holds if it is in it: for others to enter it or to copy it. */
    public fun saved(context: VarContext): VarContext {
        if (context === current) save()
        return context
    }

    /** Returns a copy of the context that this thread is in, with what it holds. */
    public fun copyOfContext(): VarContext = saved(context).copy()

    public companion object {
        private val local = ThreadLocal.withInitial { ThreadState() }

        @JvmStatic
        public fun current(): ThreadState = local.get()
    }
}
