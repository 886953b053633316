package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.context.CallerElements
import dev.menai.engine.context.Carried
import dev.menai.engine.context.VarContext
import java.lang.ref.WeakReference
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.Continuation

/**
 * What a thread is doing for the engine right now. Read and written by its own thread only.
 *
 * **A thread that is not ours must not keep the engine's classes.** So its thread-local holds objects of the JDK alone,
 * in [root]: a weak reference to its state, and the state itself only while the thread is in a context. What else a
 * state has is set and taken back by code whose stack holds the state meanwhile.
 */
@InternalMenaiApi
public class ThreadState private constructor(private val root: Array<Any?>) {
    /** The loop whose step this thread runs, or null. */
    @JvmField
    public var loop: Loop? = null

    /** Where this thread waits for its turn, if it can have one. */
    @JvmField
    internal var seat: Seat? = null

    /** What is known of the steps of a parallel loop on this thread; null before the first. */
    @JvmField
    internal var station: Station? = null

    /** The task whose step this thread runs; null in callbacks and outside steps. */
    @JvmField
    public var task: LoopTask? = null

    /** Which Kotlin coroutine has called the Java code that this thread runs, if that is not a task: its job, or its call. */
    @JvmField
    internal var caller: Any? = null

    /** The loop that sent blocking work to this thread, while that work runs. */
    @JvmField
    public var home: Loop? = null

    /**
     * How many completions of futures this thread is in the middle of: their dependents run inline and may not wait.
     */
    @JvmField
    internal var completions: Int = 0

    /** How deep this thread is in what it does in turn. */
    @JvmField
    internal val nesting: Nesting = Nesting()

    /** How often this thread has looked for room on its stack. */
    @JvmField
    internal var stackLooks: Int = 0

    /** The way of the cancel request that this thread is passing on from wait to wait, or null. */
    @JvmField
    internal var passage: Any? = null

    /** The coroutine that a timer of this thread's loop has resumed and that runs here, without a step of its own. */
    @JvmField
    internal var resuming: Continuation<*>? = null

    /** Whether Java code that is made here for Kotlin belongs to no loop. */
    @JvmField
    public var makesUnbound: Boolean = false

    /** Whether the next stage that this thread derives is for the engine's own use. */
    @JvmField
    internal var wantsUnlinkedStage: Boolean = false

    /** Whether this thread is making the text of an outcome. */
    @JvmField
    internal var isTellingOutcome: Boolean = false

    private var current: VarContext? = null
        set(value) {
            field = value
            root[KEPT] = if (value == null) null else this
        }

    /** The context that this thread is in: that of the step, else one that belongs to the thread. */
    public val context: VarContext get() = current ?: VarContext().also { current = it }

    /** What this thread held for [lookedIn] when that was last looked at, or made so; see [Carriers]. */
    private var held: Carried = Carried.NONE
    private var lookedIn: VarContext? = null

    /** The loop that code on this thread works with: the running one, else the one that sent the work, else the shared. */
    public val ownLoop: Loop get() = loop ?: home ?: ParallelLoop.shared

    /** Puts this thread into a copy of the context that it is in, which this returns for [leaveCopy]. */
    public fun enterCopy(): VarContext? {
        val outer = current
        if (outer != null) {
            enter(saved(outer).copyForChild())
        } else if (Carriers.areDeclared) {
            enter(null)
        }
        return outer
    }

    /** Puts this thread back into [outer]. */
    public fun leaveCopy(outer: VarContext?) {
        if (current !== outer || Carriers.areDeclared) enter(outer)
    }

    /** Puts this thread into [context] (null: a fresh one on demand) and returns the one that it was in. */
    public fun enter(context: VarContext?): VarContext? {
        val previous = current
        current = context
        return if (Carriers.areDeclared) cross(previous, context) else previous
    }

    /** Puts this thread into the context that it is in, but for the value of [key]; returns that, as [enter] does. */
    public fun enterOverlaid(key: Any, value: AtomicReference<Any?>): VarContext? =
        enter((current ?: VarContext()).overlaid(key, value))

    private fun cross(left: VarContext?, entered: VarContext?): VarContext? {
        if (left != null && left === entered) return left
        val found = if (left == null) Carriers.capture(Carriers.nothing) else look(left)
        give(found, entered)
        return if (left != null || found === Carriers.nothing) left else VarContext().also { it.carried = found }
    }

    /** Has [context], in which this thread is, take what has changed in the thread; returns what the thread holds. */
    private fun look(context: VarContext): Carried {
        val known = if (lookedIn === context) held else carriedIn(context)
        val found = Carriers.capture(known)
        if (found !== known) context.carried = found
        lookedIn = context
        held = found
        return found
    }

    private fun give(found: Carried, context: VarContext?) {
        val wanted = carriedIn(context)
        Carriers.install(found, wanted)
        lookedIn = context
        held = wanted
    }

    private fun carriedIn(context: VarContext?): Carried {
        val carried = context?.carried ?: Carried.NONE
        return if (carried === Carried.NONE) Carriers.nothing else carried
    }

    /** Has a body that has waited, and saved what there was before, go on in [context]. */
    internal fun resume(context: VarContext) {
        if (current !== context) {
            enter(context)
        } else if (Carriers.areDeclared) {
            if (lookedIn !== context) look(context) // declared since
            if (held !== carriedIn(context)) give(held, context)
        }
    }

    /** Has the context take what has changed in this thread, for others who are in it while this thread is. */
    public fun save() {
        if (Carriers.areDeclared) current?.let(::look)
    }

    /** Saves, and has this thread hold what others who are in the same context have made of it. */
    internal fun refresh() {
        if (!Carriers.areDeclared) return
        val context = current ?: return
        val found = look(context)
        if (found !== carriedIn(context)) give(found, context)
    }

    /** Returns [context] itself, with what this thread holds if it is in it: for others to enter it or to copy it. */
    public fun saved(context: VarContext): VarContext {
        if (context === current) save()
        return context
    }

    /** Returns a copy of the variables of this state, which may be another thread's. */
    public fun contextSeenFromElsewhere(): VarContext = current?.copy() ?: VarContext()

    /** Returns a copy of the context that this thread is in, with what it holds. */
    public fun copyOfContext(): VarContext =
        if (current == null && !Carriers.areDeclared) VarContext() else saved(context).copyForChild()

    /** What the code that runs here has of the coroutine that called it; null for nothing. */
    public val elements: CallerElements? get() = current?.elements

    /** Whether the code that runs here has the elements of its task; that of a coroutine in the task may have others. */
    public fun hasElementsOfTask(): Boolean = task.let { it == null || it.context.elements === elements }

    /** As [copyOfContext], with [elements] instead of those that are there. */
    public fun copyOfContext(elements: CallerElements?): VarContext =
        (if (current == null && !Carriers.areDeclared) VarContext() else saved(context)).with(elements)

    public companion object {
        private const val STATE = 0
        private const val KEPT = 1

        private val local = ThreadLocal<Array<Any?>>()

        @JvmStatic
        public fun current(): ThreadState {
            val root = local.get() ?: arrayOfNulls<Any>(2).also(local::set)
            return (root[STATE] as WeakReference<*>?)?.get() as ThreadState? ?: make(root)
        }

        private fun make(root: Array<Any?>) = ThreadState(root).also { root[STATE] = WeakReference(it) }
    }
}
