package dev.menai.engine.bridge

import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.ParallelLoop
import dev.menai.engine.loop.ThreadState
import dev.menai.engine.tasks.AwaitSite
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Producer
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import java.lang.invoke.MethodHandles
import java.lang.invoke.VarHandle
import java.util.concurrent.CompletableFuture
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED

/**
 * What a suspend function that was called from Java returns to: its outcome completes a future, cancelling the future
 * cancels the call.
 *
 * The function runs in its caller, as any function does, until it suspends. Nothing is made before it is needed: no
 * future of a loop for a function that returns at once, no job and no coroutine context before somebody asks.
 *
 * States of [state]:
 * - null: running, nobody has asked for the job
 * - a [CancelledCall]: asked to stop before there was a job
 * - a [CallCoroutine]: the job, which also waits for the coroutines that the function has left behind
 * - [ENDED]: the function has returned or thrown
 */
public abstract class CallContinuation<T, F>(loop: Loop) :
    Continuation<T>,
    Producer {
    @Volatile
    private var state: Any? = null

    @Volatile
    private var made: LoopFuture<F>? = null

    /** The loop, then the context that was made for it. */
    private var place: Any = loop

    internal val loop: Loop
        get() {
            val place = place
            return if (place is CallContext) place.loop else place as Loop
        }

    override val context: CoroutineContext get() = madeContext()

    private fun madeContext(): CallContext {
        val known = place
        return known as? CallContext ?: CallContext(this, known as Loop).also { place = it }
    }

    /** The future of a call that has suspended or failed. */
    private val future: LoopFuture<F>
        get() {
            made?.let { return it }
            val fresh = newFuture(loop)
            fresh.attach(this)
            return if (FUTURE.compareAndSet(this, null, fresh)) fresh else made!!
        }

    protected abstract fun newFuture(loop: Loop): LoopFuture<F>

    /** Returns what the caller gets for the [value] of the function. */
    @Suppress("UNCHECKED_CAST") // the caller gets what the function returns, unless this is overridden
    protected open fun converted(value: Any?): F = value as F

    // the side of the caller

    /** Takes what the function returned to its caller: a value, or the mark that it has suspended. */
    @JvmName("returned")
    public fun returned(result: Result<T>): CompletableFuture<F> {
        if (result.getOrNull() === COROUTINE_SUSPENDED) {
            madeContext() // now at the latest: it keeps the variables of the caller
            return goesOn()
        }
        if (state == null) {
            STATE.setRelease(this, ENDED)
            val value = result.getOrNull()
            if (result.isSuccess && value !is Result<*>) return CompletableFuture.completedFuture(converted(value))
            settle(result)
        } else {
            resumeWith(result)
        }
        return future
    }

    /** Takes what the function threw at its caller. */
    public fun thrown(failure: Throwable): CompletableFuture<F> {
        if (failure is VirtualMachineError) throw failure
        resumeWith(Result.failure(failure))
        return future
    }

    /**
     * Runs [block] as a coroutine of its own: at once if [isInPlace], otherwise where its context has it run, which is
     * the loop and the caller's variables unless [given] says otherwise.
     */
    public fun start(
        given: CoroutineContext,
        isInPlace: Boolean,
        block: suspend CoroutineScope.() -> T,
    ): LoopFuture<F> {
        val coroutine = CallCoroutine(this, madeContext().own + given)
        state = coroutine
        goesOn()
        coroutine.start(if (isInPlace) CoroutineStart.UNDISPATCHED else CoroutineStart.DEFAULT, coroutine, block)
        return future
    }

    private fun goesOn(): LoopFuture<F> {
        val future = future
        loop.callBegan(future)
        if (future.isDone) loop.callEnded(future)
        return future
    }

    // the side of the function

    override fun resumeWith(result: Result<T>) {
        while (true) {
            val now = state
            when {
                now is CallCoroutine<*> -> return resume(now, result)

                now === ENDED -> error("A suspend function must return once, but has returned twice for $future")

                STATE.compareAndSet(this, now, ENDED) ->
                    return ended(
                        if (now is CancelledCall) Result.failure(CancellationException(now.reason)) else result,
                    )
            }
        }
    }

    @Suppress("UNCHECKED_CAST") // it was made for this call
    private fun resume(coroutine: CallCoroutine<*>, result: Result<T>): Unit =
        (coroutine as CallCoroutine<T>).resumeWith(result)

    @OptIn(InternalCoroutinesApi::class)
    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        while (true) {
            when (val now = state) {
                null -> if (STATE.compareAndSet(this, null, CancelledCall(reason))) return true
                is CallCoroutine<*> -> return now.cancelCoroutine(CancellationException(reason))
                else -> return now !== ENDED
            }
        }
    }

    /** Returns the job of this call, made when it is asked for. */
    internal fun job(): Job {
        while (true) {
            val now = state
            if (now is CallCoroutine<*>) return now
            if (now === ENDED) return OVER
            val made = CallCoroutine(this, madeContext().own)
            if (!STATE.compareAndSet(this, now, made)) continue
            if (now is CancelledCall) made.cancel(CancellationException(now.reason))
            return made
        }
    }

    /** The function has ended, and so have the coroutines that it left behind: the loop hears of it. */
    internal fun ended(result: Result<T>) {
        val loop = loop
        loop.callEnded(future)
        val isHere = loop is ParallelLoop || ThreadState.current().loop === loop
        if (isHere || !loop.enqueue { settle(result) }) settle(result)
    }

    private fun settle(result: Result<T>) {
        val value: Any? = result.getOrNull()
        val inner = value as? Result<*> // boxed: the function's own value, which the caller gets as the outcome
        val failure = if (inner == null) result.exceptionOrNull() else inner.exceptionOrNull()
        if (failure == null) {
            future.settle(converted(if (inner == null) value else inner.getOrNull()))
        } else {
            future.settleExceptionally(AwaitSite.ofCall(failure, future))
        }
    }

    private class CancelledCall(val reason: String)

    private companion object {
        val ENDED = Any()

        /** The job that is seen by those who ask when the call has ended. */
        val OVER: Job = Job().apply { complete() }

        val STATE: VarHandle =
            MethodHandles.lookup().findVarHandle(CallContinuation::class.java, "state", Any::class.java)

        val FUTURE: VarHandle =
            MethodHandles.lookup().findVarHandle(CallContinuation::class.java, "made", LoopFuture::class.java)
    }
}
