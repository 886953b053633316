package dev.menai.engine.bridge

import dev.menai.engine.loop.ErrorReport
import kotlinx.coroutines.AbstractCoroutine
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.CoroutineContext

/**
 * The job of a suspend [call]: cancelling it reaches the function, and what the function starts in its context are its
 * children.
 *
 * The call ends when the function has returned, this job when its children have. One that fails before has the function
 * cancelled, and its failure is the call's; one that fails later fails this job and is for the parent.
 *
 * States of [phase]: null, the function runs -> the failure of a child, the function is to end -> [RETURNED]; or from the
 * first straight to the last.
 */
@OptIn(InternalCoroutinesApi::class)
internal class CallJob(private val call: CallContinuation<*, *>, context: CoroutineContext) :
    AbstractCoroutine<Unit>(context, initParentJob = context[Job] != null, active = true) {
    private val phase = AtomicReference<Any?>()

    /** Whether this job was made in another one, which hears of the failure of the call as well. */
    private val hasParent = context[Job] != null

    /** What the call has failed with. */
    @Volatile
    private var failure: Throwable? = null

    val hasReturned: Boolean get() = phase.get() === RETURNED

    override fun childCancelled(cause: Throwable): Boolean {
        if (cause is CancellationException) return true
        if (phase.compareAndSet(null, cause)) {
            cancel(CancellationException("A coroutine that the suspend call has started has failed", cause))
            return true
        }
        val first = phase.get() as? Throwable ?: return super.childCancelled(cause)
        if (first !== cause) first.addSuppressed(cause)
        return true
    }

    /** Takes what the function has ended with, once, and returns what the call ends with. */
    fun <T> returned(result: Result<T>): Result<T> {
        val before = phase.getAndSet(RETURNED)
        check(before !== RETURNED) { CallContinuation.TWICE }
        val thrown = result.exceptionOrNull()
        val isOwn = thrown != null && thrown !is CancellationException
        if (before is Throwable) {
            if (isOwn && thrown !== before) before.addSuppressed(thrown)
            return Result.failure(before)
        }
        return if (isOwn || !isCancelled) result else Result.failure(getCancellationException())
    }

    /**
     * Has this job end with its children, which are cancelled if the call has failed: nobody has got what would lead to
     * them. Returns whether some are left that nobody answers for.
     */
    fun close(outcome: Result<*>): Boolean {
        val failure = outcome.exceptionOrNull()
        this.failure = failure
        if (failure != null && hasParent) {
            resumeWith(Result.failure(failure))
        } else {
            if (failure != null) cancel(CancellationException("The suspend call has failed", failure))
            resumeWith(Result.success(Unit))
        }
        return !isCompleted && !hasParent
    }

    /** Ends the call for those who wait for it: its function never returns. */
    fun abandoned(reason: String): Unit = call.abandoned(reason)

    /** Becomes a child of [parent]; returns false if that has ended. */
    fun joins(parent: Job): Boolean {
        val hold = Job(parent) // if it came in time, the parent waits until this job is there
        if (parent.isCompleted) return false
        initParentJob(parent)
        hold.complete()
        return true
    }

    /** Called when no parent takes [exception]. */
    override fun handleJobException(exception: Throwable): Boolean {
        if (exception !== failure) {
            val message = "Exception in a coroutine that a suspend call has left behind"
            call.loop.report(ErrorReport(message, exception, this, null, null))
        }
        return true
    }

    private companion object {
        val RETURNED = Any()
    }
}
