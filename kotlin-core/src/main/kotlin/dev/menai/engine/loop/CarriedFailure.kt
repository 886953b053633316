package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionException

/**
 * A failure without a text, as a future keeps it: the JDK asks what a future was completed with for its text whenever
 * it derives a stage, in the midst of telling the dependents, and would tell the rest of them nothing. It does not ask
 * what is wrapped already. Who awaits gets the failure itself, as that of every `CompletionException`.
 */
@InternalMenaiApi
public class CarriedFailure private constructor(text: String, override val cause: Throwable) :
    CompletionException(text, cause) {
    public companion object {
        /** Returns what a future is to be completed with in place of [failure]: that itself if it has a text. */
        @JvmStatic
        public fun of(failure: Throwable): Throwable = try {
            failure.toString()
            failure
        } catch (_: Throwable) {
            val text = SafeText.of(failure)
            if (failure is CancellationException) CarriedCancellation(text, failure) else CarriedFailure(text, failure)
        }

        /** Returns what the JDK completes a future with whose own function has thrown [failure]. */
        @JvmStatic
        public fun wrapped(failure: Throwable): CompletionException {
            val carried = of(failure)
            return carried as? CompletionException ?: CompletionException(carried)
        }

        /** Returns the failure that was given to [of]. */
        @JvmStatic
        public fun bare(kept: Throwable): Throwable = when (kept) {
            is CarriedFailure -> kept.cause
            is CarriedCancellation -> kept.given
            else -> kept
        }
    }

    /** A cancellation without a text: the future counts as cancelled. */
    private class CarriedCancellation(text: String, val given: CancellationException) : CancellationException(text)
}
