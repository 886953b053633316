package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import kotlin.coroutines.Continuation

/** The place through which a failure went, as debug mode attaches one of a kind to the failure, as suppressed. */
@InternalMenaiApi
public class AwaitSite private constructor(message: String) : Throwable(message) {
    internal companion object {
        private const val BODY = "awaited here"
        private const val COROUTINE = "awaited in a coroutine here"
        private const val CALL = "suspend function called here"

        /** Attaches where this thread is: in a linear body that awaits. */
        fun attachTo(failure: Throwable): Throwable = attached(failure, BODY) { it }

        /** Attaches where the coroutine behind [continuation] awaits. */
        fun ofCoroutine(failure: Throwable, continuation: Continuation<*>): Throwable = attached(failure, COROUTINE) {
            it.apply { stackTrace = CoroutineStack.framesOf(continuation).toTypedArray() }
        }

        /** Attaches where the suspend call behind [future] was made. */
        fun ofCall(failure: Throwable, future: LoopFuture<*>): Throwable {
            val createdAt = future.createdAt ?: return failure
            return attached(failure, CALL) { it.apply { stackTrace = createdAt.stackTrace } }
        }

        private inline fun attached(failure: Throwable, message: String, place: (AwaitSite) -> AwaitSite): Throwable {
            val isThere = failure.suppressed.any { it is AwaitSite && it.message == message }
            if (!isThere) failure.addSuppressed(place(AwaitSite(message)))
            return failure
        }
    }
}
