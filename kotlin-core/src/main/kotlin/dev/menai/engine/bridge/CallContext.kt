package dev.menai.engine.bridge

import dev.menai.engine.context.CallerElements
import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.ThreadState
import dev.menai.engine.tasks.ContextElement
import dev.menai.engine.tasks.TaskCore
import kotlinx.coroutines.Job
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext

/**
 * The context of a suspend [call]: the loop, the call's variables, what was [given] for it, and a job that is made by the
 * first look at it. Whoever adds to it, or goes over it, gets an ordinary one.
 */
internal class CallContext(
    private val call: CallContinuation<*, *>,
    val loop: Loop,
    variables: VarContext,
    caller: ThreadState,
    private val given: CoroutineContext = EmptyCoroutineContext,
) : CoroutineContext {
    /** What Java code has that the function calls: what the caller has of a coroutine that called it, and what was given. */
    val elements: CallerElements? =
        if (given === EmptyCoroutineContext) variables.elements else CallerElements.of(ofCaller(variables) + given)

    /** The variables of the call. */
    val variables: ContextElement = ContextElement(null, variables, loop)

    /** The Kotlin coroutine that has called the code which makes the call, see [Callers], else the task of that, or null. */
    private val caller: Any? = caller.caller ?: caller.task

    /** What the call has without being a job; the job that was given is the parent of the call's. */
    val own: CoroutineContext get() = loop + (elements?.all ?: EmptyCoroutineContext) + variables + given

    private val full: CoroutineContext get() = own + call.job()

    /** Whether a dispatcher was given that is no loop: virtual time cannot see what the function does there. */
    val isOutside: Boolean get() = given[ContinuationInterceptor].let { it != null && it !is Loop }

    /** Returns a job that answers for what the function has left behind, or null if there is none but the loop's. */
    fun adopter(): Job? = when (caller) {
        is Job -> caller
        is CallContinuation<*, *> -> caller.job()
        is TaskCore<*> -> caller.adopter()
        else -> null
    }

    override fun <E : CoroutineContext.Element> get(key: CoroutineContext.Key<E>): E? {
        @Suppress("UNCHECKED_CAST") // it is the type of that key
        if (key === Job) return call.job() as E
        return given[key] ?: loop[key] ?: variables[key] ?: elements?.all?.get(key)
    }

    override fun <R> fold(initial: R, operation: (R, CoroutineContext.Element) -> R): R = full.fold(initial, operation)

    override fun minusKey(key: CoroutineContext.Key<*>): CoroutineContext = full.minusKey(key)

    override fun plus(context: CoroutineContext): CoroutineContext =
        if (context === EmptyCoroutineContext) this else full + context

    private companion object {
        fun ofCaller(variables: VarContext) = variables.elements?.all ?: EmptyCoroutineContext
    }
}
