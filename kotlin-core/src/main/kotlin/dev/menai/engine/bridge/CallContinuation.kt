package dev.menai.engine.bridge

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.Fatal
import dev.menai.engine.loop.HasJob
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.ThreadState
import dev.menai.engine.loop.hear
import dev.menai.engine.tasks.AwaitSite
import dev.menai.engine.tasks.Failures
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Producer
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.intrinsics.startCoroutineCancellable
import kotlinx.coroutines.job
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
 * The function runs in its caller, in a copy of its variables, until it suspends. Nothing is made before it is needed: no
 * future of a loop for a function that returns at once, no job and no coroutine context before somebody asks.
 *
 * States of [state]:
 * - null: running, nobody has asked for the job
 * - a [CancelledCall]: asked to stop before there was a job
 * - a [CallJob]: the job, which knows whether the function has returned and lives on with what it has left behind
 * - [ENDED]: the function has returned or thrown, and nobody has asked for the job
 */
@InternalMenaiApi
public abstract class CallContinuation<T, F> private constructor(
    /** What tells the loop: that itself, the state of the thread that makes the call, then the context of the call. */
    private var place: Any,
) : Continuation<T>,
    Producer,
    HasJob {
    /** A call by the code whose thread has [state]: made on [elsewhere], or, if that is null, in the code itself. */
    public constructor(state: ThreadState, elsewhere: Loop?) : this(elsewhere ?: state)

    @Volatile
    private var state: Any? = null

    @Volatile
    private var made: LoopFuture<F>? = null

    internal val loop: Loop
        get() =
            when (val known = place) {
                is CallContext -> known.loop
                is ThreadState -> known.ownLoop
                else -> known as Loop
            }

    override val context: CoroutineContext get() = madeContext()

    /** Returns the context; the function, which runs in a context of its own, keeps that when it goes on. */
    private fun madeContext(): CallContext {
        val known = place
        if (known is CallContext) return known
        val caller = known as ThreadState // only a call that is made in its caller is without a context
        val isHere = caller === ThreadState.current()
        val variables = if (isHere) caller.context else caller.contextSeenFromElsewhere()
        val made = CallContext(this, caller.ownLoop, variables, caller)
        if (isHere) made.variables.entered()
        place = made
        return made
    }

    /** Puts the thread that made the call, which is in the context of that, back into [outer]. */
    private fun leave(caller: ThreadState, outer: VarContext?) {
        caller.leaveCopy(outer)
        (place as? CallContext)?.variables?.left()
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

    /** Called when the caller did not get the value of the function, if that had one. */
    protected open fun undelivered(): Unit = Unit

    // the side of the caller, whose thread is in a context of the call's own until it takes what the function did

    /** Takes what the function returned to its caller: a value, or the mark that it has suspended. */
    @JvmName("returned")
    public fun returned(caller: ThreadState, outer: VarContext?, result: Result<T>): CompletableFuture<F> {
        if (result.getOrNull() === COROUTINE_SUSPENDED) {
            madeContext() // now at the latest
            leave(caller, outer)
            return goesOn()
        }
        leave(caller, outer)
        val value = result.getOrNull()
        if (state == null && result.isSuccess && value !is Result<*>) {
            // no compare-and-set: another thread that asks for the job right now gets one that nobody waits for
            STATE.setRelease(this, ENDED)
            return completed(value)
        }
        resumeWith(result)
        return goesOn()
    }

    private fun completed(value: Any?): CompletableFuture<F> = try {
        CompletableFuture.completedFuture(converted(value))
    } catch (failure: Throwable) {
        settle(Result.failure(failure))
        future
    }

    /** Takes what the function threw at its caller. */
    public fun thrown(caller: ThreadState, outer: VarContext?, failure: Throwable): CompletableFuture<F> {
        leave(caller, outer)
        Fatal.errorIn(failure)?.let { throw it }
        resumeWith(Result.failure(failure))
        return goesOn()
    }

    /** Makes the call of [function] where [given] has it run, or else on the loop, in a copy of the caller's variables. */
    @OptIn(InternalCoroutinesApi::class)
    public fun start(given: CoroutineContext, function: suspend () -> T): LoopFuture<F> {
        val caller = ThreadState.current()
        val context = CallContext(this, loop, caller.copyOfContext(), caller, given)
        place = context
        state = CallJob(this, context.own)
        if (context.isOutside) context.loop.outsideWorkBegan()
        goesOn()
        function.startCoroutineCancellable(this)
        return future
    }

    private fun goesOn(): LoopFuture<F> {
        val future = future
        loop.callBegan(future, this)
        return future
    }

    // the side of the function

    override fun resumeWith(result: Result<T>) {
        while (true) {
            val now = state
            when {
                now is CallJob -> return returnedWith(now, result)

                now === ENDED -> error(TWICE)

                STATE.compareAndSet(this, now, ENDED) ->
                    return ended(if (now is CancelledCall) now.over(result) else result)
            }
        }
    }

    private fun returnedWith(job: CallJob, result: Result<T>) {
        val outcome = job.returned(result)
        if (job.close(outcome)) findParent(job) // before the caller goes on, who may be the one
        ended(outcome)
    }

    private fun findParent(job: CallJob) {
        val context = madeContext()
        val adopter = context.adopter()
        if (adopter != null && job.joins(adopter)) return
        val scope = LoopScope.of(context.loop) { newFuture(context.loop) }
        if (!job.joins(scope.coroutineContext.job)) job.cancel(CancellationException("The run of the loop has ended"))
    }

    override fun describe(): String = "suspend call"

    @OptIn(InternalCoroutinesApi::class)
    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        while (true) {
            when (val now = state) {
                null -> if (STATE.compareAndSet(this, null, CancelledCall(reason))) return true
                is CallJob -> return !now.hasReturned && now.cancelCoroutine(CancellationException(reason))
                else -> return now !== ENDED
            }
        }
    }

    override fun knownJob(): Job? = state as? CallJob

    /** Returns the job of this call, made when it is asked for. */
    internal fun job(): Job {
        while (true) {
            val now = state
            if (now is CallJob) return now
            if (now === ENDED) return OVER
            val made = CallJob(this, madeContext().own)
            if (!STATE.compareAndSet(this, now, made)) continue
            if (now is CancelledCall) made.cancel(CancellationException(now.reason))
            return made
        }
    }

    /** Ends the call for those who wait for it: its function never returns. */
    internal fun abandoned(reason: String) {
        future.settleCancelled(reason)
        loop.callEnded(future)
    }

    /** The function has ended: the loop hears of it. */
    private fun ended(result: Result<T>) {
        val loop = made?.loop ?: loop // the caller may be elsewhere by now, unless it is still making the call
        loop.hear { settle(result) }
        if ((place as? CallContext)?.isOutside == true) loop.outsideWorkEnded()
    }

    private fun settle(result: Result<T>) {
        val value: Any? = result.getOrNull()
        val inner = value as? Result<*> // boxed: the function's own value, which the caller gets as the outcome
        var failure = if (inner == null) result.exceptionOrNull() else inner.exceptionOrNull()
        var isDelivered = false
        if (failure == null) {
            try {
                isDelivered = future.settle(converted(if (inner == null) value else inner.getOrNull()))
            } catch (refused: Throwable) {
                failure = refused
            }
        }
        if (!isDelivered) undelivered() // before those who wait go on
        if (failure != null) future.settleExceptionally(AwaitSite.ofCall(Failures.original(failure), future))
        loop.callEnded(future)
    }

    private class CancelledCall(val reason: String) {
        /** Returns how a cancelled call ends whose function has ended with [result]: a failure of its own wins. */
        fun <T> over(result: Result<T>): Result<T> {
            val failure = result.exceptionOrNull()
            val isOwn = failure != null && failure !is CancellationException
            return if (isOwn) result else Result.failure(CancellationException(reason))
        }
    }

    internal companion object {
        private val ENDED = Any()

        /** What is said when the function returns for the second time. */
        const val TWICE =
            "A suspend call must return once, but has returned twice: call one suspend function in it, once, and " +
                "return what that returns; await one call after the other, or call them in a suspend lambda"

        /** The job that is seen by those who ask when the call has ended. */
        private val OVER: Job = Job().apply { complete() }

        private val STATE: VarHandle =
            MethodHandles.lookup().findVarHandle(CallContinuation::class.java, "state", Any::class.java)

        private val FUTURE: VarHandle =
            MethodHandles.lookup().findVarHandle(CallContinuation::class.java, "made", LoopFuture::class.java)
    }
}
