package dev.menai.internal

import dev.menai.engine.loop.ThreadState
import dev.menai.engine.tasks.LoopFuture
import dev.menai.kotlin.SuspendCall
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import java.util.concurrent.CompletableFuture

/**
 * A call whose function is told of a cancellation instead of being cancelled: so it can choose between the cancellation and
 * what it waits for, and what it has got is not lost when both come at the same time.
 */
internal class Patient<T> private constructor(state: ThreadState) : Calls.Call<T, T>(state, null) {
    /** Cancelled when the caller has asked for the end of the call. */
    private val request = Job()

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        if (future.isDone) return false
        request.cancel(CancellationException(reason))
        return true
    }

    companion object {
        fun <T> call(function: suspend (cancelled: Job) -> T): CompletableFuture<T> {
            val state = ThreadState.current()
            val patient = Patient<T>(state)
            return Calls.inPlace(state, patient, SuspendCall<T, Exception> { function(patient.request) })
        }

        @OptIn(InternalCoroutinesApi::class)
        fun reasonOf(cancelled: Job): CancellationException = cancelled.getCancellationException()
    }
}
