package dev.menai.internal

import dev.menai.ContextVar
import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.ThreadState
import kotlinx.coroutines.ThreadContextElement
import kotlin.coroutines.CoroutineContext

/** Sets a variable in the context of whatever thread a coroutine runs on, for as long as it does. */
internal class VariableElement(private val variable: ContextVar<*>, private val value: Any?) :
    ThreadContextElement<VariableElement.Before> {
    /** The value of the variable outside the coroutine, and where. */
    class Before(val context: VarContext, val value: Any?)

    /** Elements of one variable replace each other. */
    private data class Key(val variable: ContextVar<*>) : CoroutineContext.Key<VariableElement>

    override val key: CoroutineContext.Key<VariableElement> = Key(variable)

    override fun updateThreadContext(context: CoroutineContext): Before {
        val here = ThreadState.current().context
        return Before(here, here.set(variable, value))
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Before) {
        oldState.context.set(variable, oldState.value)
    }

    override fun toString(): String = "$variable = $value"
}
