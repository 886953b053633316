package dev.menai.engine.tasks

import dev.menai.engine.loop.hear
import kotlinx.coroutines.AbstractCoroutine
import kotlinx.coroutines.InternalCoroutinesApi
import java.util.concurrent.CancellationException
import kotlin.coroutines.EmptyCoroutineContext

/**
 * What the suspend calls of a linear [task] have left behind: coroutines that are children of this job. The task is done
 * when its body and they have ended.
 *
 * One that fails cancels the body and the others, and is the outcome of the task. A cancel request is for the body first,
 * which may take it back: they are cancelled when the body has ended without a value, and by requests after that.
 */
@OptIn(InternalCoroutinesApi::class)
internal class Adopted<T>(private val task: LinearTask<T>) :
    AbstractCoroutine<T>(EmptyCoroutineContext, initParentJob = true, active = true) {
    /** What the body has ended with, as soon as it has. */
    @Volatile
    private var ofBody: Result<T>? = null

    /** Takes what the body has ended with, and the [request] for cancellation that it has not got. */
    fun bodyEnded(result: Result<T>, request: CancelRequest?) {
        ofBody = result
        resumeWith(result)
        if (request != null) cancel(CancellationException(request.reason))
        if (task.future.loop.isClosed) loopClosed()
    }

    /** The loop would not bring the end of the coroutines: nobody waits for it, if the body does not go on anyway. */
    fun loopClosed() {
        val result = ofBody ?: return
        task.settle(result) // first: what they make of the cancellation comes too late
        cancel(CancellationException("Event loop is closed"))
    }

    override fun childCancelled(cause: Throwable): Boolean {
        val isTaken = super.childCancelled(cause)
        if (cause !is CancellationException) task.cancel(task.future, "task '${task.name}' was cancelled: $FAILED")
        return isTaken
    }

    override fun onCompleted(value: T): Unit = allEnded(Result.success(value))

    override fun onCancelled(cause: Throwable, handled: Boolean): Unit =
        allEnded(if (cause is CancellationException) ofBody!! else Result.failure(cause))

    private fun allEnded(result: Result<T>): Unit = task.future.loop.hear { task.settle(result) }

    override fun handleJobException(exception: Throwable): Boolean = true

    override fun toString(): String = "coroutines that its suspend calls have left behind"

    private companion object {
        const val FAILED = "a coroutine that a suspend call of its body has left behind has failed"
    }
}
