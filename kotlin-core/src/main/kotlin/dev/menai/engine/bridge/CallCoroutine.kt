package dev.menai.engine.bridge

import kotlinx.coroutines.AbstractCoroutine
import kotlinx.coroutines.InternalCoroutinesApi
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.coroutines.CoroutineContext

/** The job of a suspend [call]: cancelling it reaches the function, and it ends after its children. */
@OptIn(InternalCoroutinesApi::class)
internal class CallCoroutine<T>(private val call: CallContinuation<T, *>, context: CoroutineContext) :
    AbstractCoroutine<T>(context, initParentJob = true, active = true) {
    private val hasReturned = AtomicBoolean()

    /** Whether the function has not returned yet; it has from now on. */
    fun mayReturn(): Boolean = hasReturned.compareAndSet(false, true)

    override fun onCompleted(value: T): Unit = call.ended(Result.success(value))

    override fun onCancelled(cause: Throwable, handled: Boolean): Unit = call.ended(Result.failure(cause))

    override fun handleJobException(exception: Throwable): Boolean = true
}
