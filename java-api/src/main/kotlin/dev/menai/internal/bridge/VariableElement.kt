package dev.menai.internal.bridge

import dev.menai.ContextVar
import dev.menai.engine.context.VarContext
import dev.menai.engine.context.VariablesElement
import dev.menai.engine.loop.ThreadState
import dev.menai.engine.tasks.Occupancy
import kotlinx.coroutines.CopyableThreadContextElement
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlin.coroutines.CoroutineContext

/**
 * Sets a variable in the context of whatever thread a coroutine runs on, for as long as it does, and keeps what the
 * coroutine sets meanwhile. Each coroutine, and each block that is given the element, has one of its own.
 */
@OptIn(DelicateCoroutinesApi::class, ExperimentalCoroutinesApi::class)
internal class VariableElement(private val variable: ContextVar<*>, private var value: Any?) :
    CopyableThreadContextElement<VariableElement.Before?>,
    VariablesElement {
    /** The value of the variable outside the coroutine, and where. */
    class Before(val context: VarContext, val value: Any?)

    /** Elements of one variable replace each other. */
    private data class Key(val variable: ContextVar<*>) : CoroutineContext.Key<VariableElement>

    override val key: CoroutineContext.Key<VariableElement> = Key(variable)

    /** Guards [value]. */
    private val occupancy = Occupancy()

    override fun updateThreadContext(context: CoroutineContext): Before? {
        if (!occupancy.enter()) return null
        val here = ThreadState.current().context
        return Before(here, here.set(variable, value))
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Before?) {
        if (oldState == null) return
        value = oldState.context.set(variable, oldState.value)
        occupancy.leave()
    }

    override fun copyForChild(): VariableElement =
        VariableElement(variable, if (occupancy.isHere) ThreadState.current().context[variable] else value)

    override fun mergeForChild(overwritingElement: CoroutineContext.Element): CoroutineContext =
        (overwritingElement as VariableElement).copyForChild()

    override fun toString(): String = "$variable = $value"
}
