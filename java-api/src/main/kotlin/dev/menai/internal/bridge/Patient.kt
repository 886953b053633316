package dev.menai.internal.bridge

import dev.menai.engine.loop.ThreadState
import dev.menai.engine.tasks.Leaving
import dev.menai.engine.tasks.LoopFuture
import dev.menai.kotlin.SuspendCall
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import java.util.concurrent.CompletableFuture

/**
 * A call whose function is told of a cancellation instead of being cancelled: so it can choose between the cancellation and
 * what it waits for, and what it has got is not lost when both come at the same time. It ends when the function has chosen,
 * be it that somebody fails its future, or waits for it no longer.
 */
internal class Patient<T> private constructor(state: ThreadState) :
    Calls.Call<T, T>(state, null),
    Leaving {
    /** Cancelled when the caller has asked for the end of the call. */
    val request = Job()

    /** What the call is to fail with, in place of the cancellation; set before [request] is cancelled. */
    @Volatile
    private var failure: Throwable? = null

    /** A future that somebody else has completed must not get what comes. */
    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        request.cancel(CancellationException(reason))
        return !future.isDone
    }

    override fun leave(failure: Throwable): Boolean {
        synchronized(this) {
            if (request.isCancelled) return false
            this.failure = failure
            request.cancel(null) // without the default, which older kotlinx does not have
        }
        return true
    }

    /** What the function throws that has chosen the request. */
    @OptIn(InternalCoroutinesApi::class)
    fun end(): Throwable = failure ?: request.getCancellationException()

    companion object {
        fun <T> call(function: suspend (call: Patient<T>) -> T): CompletableFuture<T> {
            val state = ThreadState.current()
            val patient = Patient<T>(state)
            return Calls.inPlace(state, patient, SuspendCall<T, Exception> { function(patient) })
        }
    }
}
