package dev.menai.internal.bridge

import dev.menai.Coroutine
import dev.menai.EventLoop
import dev.menai.Task
import dev.menai.TaskOptions
import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.bridge.BlockedBody
import dev.menai.engine.bridge.Visit
import dev.menai.engine.bridge.callerElements
import dev.menai.engine.context.CallerElements
import dev.menai.engine.loop.ConfinedLoop
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.ParallelLoop
import dev.menai.engine.loop.ThreadState
import dev.menai.engine.tasks.loop
import java.util.function.Supplier
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext

/**
 * The loop on which Java code was made for Kotlin, and so runs when Kotlin calls it, wherever that is. Code that was
 * made without a loop, or on a parallel one, which promises nothing that another one would not, has none: it runs on the
 * loop of the coroutine that calls it.
 */
@InternalMenaiApi
public class Origin private constructor(private val loop: Loop?, internal val code: Any?) {
    /** Whether a coroutine in [context] calls from a linear body of the loop that it blocks. */
    internal fun isBlocked(state: ThreadState, context: CoroutineContext): Boolean =
        loop != null && BlockedBody.isHere(state, loop, context)

    /** Whether the calling thread runs a step of the loop, or none is needed. */
    public fun isHere(): Boolean = loop == null || ThreadState.current().loop === loop

    /** Whether a coroutine that calls in the thread with [state] must wait for a step of the loop. */
    internal fun isElsewhere(state: ThreadState): Boolean = loop != null && state.loop !== loop

    /** Begins a task with [body] for a coroutine in [context] that calls in a step of the right loop. */
    internal fun <T> begin(state: ThreadState, context: CoroutineContext, body: Coroutine<T>): Task<T> {
        val loop = loopIn(context)
        return withElements(state, context.callerElements) { begin(loop, body) } // the task has a copy in any case
    }

    private fun loopIn(context: CoroutineContext): Loop = when {
        loop != null -> loop
        this === WHERE_CALLED -> context[ContinuationInterceptor] as? Loop ?: ParallelLoop.shared
        else -> context.loop
    }

    private fun <T> begin(loop: Loop, body: Coroutine<T>): Task<T> = (loop.facade as EventLoop).createTask(EAGER, body)

    /** Runs [code], which does not wait, for such a coroutine. */
    internal fun <T> run(state: ThreadState, context: CoroutineContext, code: Supplier<T>): T =
        inCopy(state, context.callerElements, code::get)

    /** Begins a task with [body] in a step of the loop, which the calling coroutine waits for. */
    internal suspend fun <T> beginThere(state: ThreadState, context: CoroutineContext, body: Coroutine<T>): Task<T> =
        runThere(state, context) { begin(loop!!, body) }

    /** Runs [code], which does not wait, in such a step. */
    internal suspend fun <T> runThere(state: ThreadState, context: CoroutineContext, code: Supplier<T>): T {
        val loop = loop!!
        if (loop.isDebug) LoopChange.warnOnce(loop, this.code, context)
        return Visit.make(loop, state.copyOfContext(context.callerElements), code::get)
    }

    public companion object {
        private val NONE = Origin(null, null)

        /** That of code which is to be where its caller is, which may have left its loop for another dispatcher. */
        private val WHERE_CALLED = Origin(null, null)

        private val EAGER = TaskOptions.defaults().withEager(true)

        /** Returns the origin of [code], which is being made. */
        @JvmStatic
        public fun of(code: Any): Origin {
            val state = ThreadState.current()
            if (state.makesUnbound) return WHERE_CALLED
            val loop = state.loop ?: state.home
            return if (loop is ConfinedLoop) Origin(loop, code) else NONE
        }
    }
}
