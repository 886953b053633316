package dev.menai.engine.bridge

import dev.menai.engine.context.CallerElements
import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.Loop
import dev.menai.engine.tasks.ContextElement
import kotlinx.coroutines.Job
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext

/**
 * The context of a suspend [call] made in its caller: the loop, the call's variables, and a job that is made by the
 * first look at it. Whoever adds to it, or goes over it, gets an ordinary context.
 */
internal class CallContext(private val call: CallContinuation<*, *>, val loop: Loop, variables: VarContext) :
    CoroutineContext {
    /** What the caller itself has of a coroutine that called it. */
    val elements: CallerElements? = variables.elements

    private val variables = ContextElement(null, variables, loop)

    /** What the call has without being a job. */
    val own: CoroutineContext get() = if (elements == null) loop + variables else loop + elements.all + variables

    private val full: CoroutineContext get() = own + call.job()

    override fun <E : CoroutineContext.Element> get(key: CoroutineContext.Key<E>): E? {
        @Suppress("UNCHECKED_CAST") // it is the type of that key
        if (key === Job) return call.job() as E
        return loop[key] ?: variables[key] ?: elements?.all?.get(key)
    }

    override fun <R> fold(initial: R, operation: (R, CoroutineContext.Element) -> R): R = full.fold(initial, operation)

    override fun minusKey(key: CoroutineContext.Key<*>): CoroutineContext = full.minusKey(key)

    override fun plus(context: CoroutineContext): CoroutineContext =
        if (context === EmptyCoroutineContext) this else full + context
}
