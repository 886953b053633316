package dev.menai.engine.tasks

import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.LoopTask
import dev.menai.engine.loop.ThreadState
import kotlinx.coroutines.ThreadContextElement
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext

/** Makes a task and its context variables those of whatever thread its coroutine runs on. */
internal class TaskElement(@JvmField val task: SuspendTask<*>) :
    AbstractCoroutineContextElement(Key),
    ThreadContextElement<TaskElement.Before?> {
    /** What the thread was with before; null for nothing, as in the steps of a loop. */
    class Before(val task: LoopTask?, val context: VarContext?)

    override fun updateThreadContext(context: CoroutineContext): Before? {
        val state = ThreadState.current()
        val outer = state.enter(task.context)
        val before = if (state.task == null && outer == null) null else Before(state.task, outer)
        state.task = task
        return before
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Before?) {
        val state = ThreadState.current()
        state.task = oldState?.task
        state.enter(oldState?.context)
    }

    companion object Key : CoroutineContext.Key<TaskElement>
}
