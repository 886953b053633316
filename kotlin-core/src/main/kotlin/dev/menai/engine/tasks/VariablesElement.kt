package dev.menai.engine.tasks

import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.ThreadState
import kotlinx.coroutines.ThreadContextElement
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext

/** Makes [variables] those of whatever thread a coroutine without a task runs on. */
internal class VariablesElement(private val variables: VarContext) :
    AbstractCoroutineContextElement(Key),
    ThreadContextElement<VarContext?> {
    override fun updateThreadContext(context: CoroutineContext): VarContext? = ThreadState.current().enter(variables)

    override fun restoreThreadContext(context: CoroutineContext, oldState: VarContext?) {
        ThreadState.current().enter(oldState)
    }

    companion object Key : CoroutineContext.Key<VariablesElement>
}
