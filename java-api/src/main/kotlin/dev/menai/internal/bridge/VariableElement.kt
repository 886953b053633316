package dev.menai.internal.bridge

import dev.menai.ContextVar
import dev.menai.engine.context.VarContext
import dev.menai.engine.context.VariablesElement
import dev.menai.engine.loop.ThreadState
import kotlinx.coroutines.CopyableThreadContextElement
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.ExperimentalCoroutinesApi
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.CoroutineContext

/**
 * Lays a value of a variable over the context of whatever thread a coroutine runs on. Each coroutine, and each block that is
 * given the element, has a value of its own, which it may set; the context below never has it, so that who goes on there while
 * a thread is still about to leave the block does not see it.
 */
@OptIn(DelicateCoroutinesApi::class, ExperimentalCoroutinesApi::class)
internal class VariableElement(private val variable: ContextVar<*>, value: Any?) :
    CopyableThreadContextElement<VarContext?>,
    VariablesElement {
    /** Elements of one variable replace each other. */
    private data class Key(val variable: ContextVar<*>) : CoroutineContext.Key<VariableElement>

    override val key: CoroutineContext.Key<VariableElement> = Key(variable)

    private val value = AtomicReference(value)

    override fun updateThreadContext(context: CoroutineContext): VarContext? =
        ThreadState.current().enterOverlaid(variable, value)

    override fun restoreThreadContext(context: CoroutineContext, oldState: VarContext?) {
        ThreadState.current().enter(oldState)
    }

    override fun copyForChild(): VariableElement = VariableElement(variable, value.get())

    override fun mergeForChild(overwritingElement: CoroutineContext.Element): CoroutineContext =
        (overwritingElement as VariableElement).copyForChild()

    override fun toString(): String = "$variable = $value"
}
