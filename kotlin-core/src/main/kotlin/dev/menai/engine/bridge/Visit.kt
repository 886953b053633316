package dev.menai.engine.bridge

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.Fatal
import dev.menai.engine.loop.HeldElements
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.ThreadState
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import java.util.concurrent.Callable
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn

/**
 * Code that is run in a step of a loop for a coroutine that is elsewhere.
 *
 * A coroutine that is cancelled before the step comes goes on at once, and the code never runs; after that it gets what
 * the code returns, cancelled or not, because that may be something to be given back. A loop that is closed runs nothing
 * more: then the coroutine fails.
 */
@InternalMenaiApi
public class Visit<T> private constructor(
    private val loop: Loop,
    private val variables: VarContext,
    private val code: Callable<T>,
    private val visitor: Continuation<T>,
) : Runnable {
    private enum class State { QUEUED, BEGUN, GIVEN_UP }

    /** Whoever moves it from [State.QUEUED] goes on with the visitor. */
    private val state = AtomicReference(State.QUEUED)

    /** The registration with the job of the visitor, to be withdrawn when [state] has been moved. */
    @Volatile
    private var registration: DisposableHandle? = null

    override fun run() {
        if (!state.compareAndSet(State.QUEUED, State.BEGUN)) return
        registration?.dispose()
        val thread = ThreadState.current()
        // what a closed loop has left runs elsewhere
        val result = if (thread.loop === loop) runCatching { call(thread) } else Result.failure(loop.refusal())
        visitor.resumeWith(result)
        result.exceptionOrNull()?.let(Fatal::errorIn)?.let { throw it }
    }

    private fun call(thread: ThreadState): T {
        val outer = thread.enter(variables)
        val held = HeldElements.hold(variables)
        try {
            return code.call()
        } finally {
            held?.release()
            thread.enter(outer)
        }
    }

    @OptIn(InternalCoroutinesApi::class)
    private fun giveUp(job: Job) {
        if (!state.compareAndSet(State.QUEUED, State.GIVEN_UP)) return
        visitor.resumeWith(Result.failure(job.getCancellationException()))
    }

    @OptIn(InternalCoroutinesApi::class)
    private fun begin() {
        // a close in between may have dropped everything else before this came
        val isRefused = !loop.enqueue(this) || loop.isClosed
        if (isRefused && state.compareAndSet(State.QUEUED, State.GIVEN_UP)) throw loop.refusal()
        val job = visitor.context[Job] ?: return
        val made = job.invokeOnCompletion(onCancelling = true, invokeImmediately = true) { giveUp(job) }
        registration = made
        if (state.get() != State.QUEUED) made.dispose()
    }

    override fun toString(): String = "Java code that a coroutine elsewhere has called"

    public companion object {
        /** Runs [code] in a step of [loop], in [variables] themselves, and returns what it returns. */
        @JvmStatic
        public suspend fun <T> make(loop: Loop, variables: VarContext, code: Callable<T>): T =
            suspendCoroutineUninterceptedOrReturn { visitor ->
                Visit(loop, variables, code, visitor.intercepted()).begin()
                COROUTINE_SUSPENDED
            }

        private fun Loop.refusal() = closed("run the Java code that was made on it")
    }
}
