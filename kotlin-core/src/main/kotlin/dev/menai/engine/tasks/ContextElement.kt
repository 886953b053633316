package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.context.VarContext
import dev.menai.engine.context.VariablesElement
import dev.menai.engine.loop.Carriers
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.LoopTask
import dev.menai.engine.loop.OfTask
import dev.menai.engine.loop.ThreadState
import kotlinx.coroutines.CopyableThreadContextElement
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext

/**
 * Makes a context, and a task if there is one, those of whatever thread a coroutine runs on. Coroutines that are
 * launched from it, and blocks to which this element is given anew, have a copy of the context and the same task; what
 * only changes the dispatcher, or enters a scope, has both themselves.
 */
@OptIn(DelicateCoroutinesApi::class, ExperimentalCoroutinesApi::class)
@InternalMenaiApi
public class ContextElement internal constructor(
    @JvmField internal val task: SuspendTask<*>?,
    private val context: VarContext,
    /** The loop that the coroutine works with wherever it is dispatched, if it has one. */
    @JvmField internal val loop: Loop?,
) : AbstractCoroutineContextElement(Key),
    CopyableThreadContextElement<ContextElement.Before?>,
    VariablesElement,
    OfTask {
    override val loopTask: LoopTask? get() = task

    public constructor(context: VarContext) : this(null, context, null)

    /** What the thread was with before; null for nothing, as in the steps of a loop. */
    public class Before internal constructor(internal val task: LoopTask?, internal val context: VarContext?)

    /** Kept as long as something is carried: the values of variables are in the context itself. */
    private val occupancy = Occupancy()

    /** Notes that the calling thread is in the context already, until [left]: the coroutine was begun there. */
    internal fun entered() {
        if (Carriers.areDeclared) occupancy.enter()
    }

    /** The thread that began the coroutine has left the context. */
    internal fun left(): Unit = occupancy.leave()

    override fun updateThreadContext(context: CoroutineContext): Before? {
        val state = ThreadState.current()
        if (Carriers.areDeclared) occupancy.enter()
        val outer = state.enter(this.context)
        val before = if (state.task == null && outer == null) null else Before(state.task, outer)
        if (task != null) state.task = task
        return before
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Before?) {
        val state = ThreadState.current()
        state.task = oldState?.task
        state.enter(oldState?.context)
        if (oldState?.context?.base !== this.context.base) occupancy.leave() // else it is in there still
    }

    override fun copyForChild(): ContextElement = ContextElement(task, copyOf(context), loop)

    override fun mergeForChild(overwritingElement: CoroutineContext.Element): CoroutineContext {
        val given = overwritingElement as ContextElement
        return ContextElement(given.task ?: task, copyOf(given.context), given.loop ?: loop)
    }

    private fun copyOf(context: VarContext) = ThreadState.current().saved(context).copy()

    internal companion object Key : CoroutineContext.Key<ContextElement>
}
