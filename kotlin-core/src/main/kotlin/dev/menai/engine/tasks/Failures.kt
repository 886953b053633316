package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.SafeCause
import java.util.concurrent.CancellationException

/** What comes out when something fails while something else is on its way out already. */
@InternalMenaiApi
public object Failures {
    /**
     * Returns the exception of which [failure] is a copy: with assertions on, kotlinx-coroutines copies what goes from
     * coroutine to coroutine, for a longer trace, and keeps the original as its cause.
     */
    public fun original(failure: Throwable): Throwable {
        var at = failure
        while (true) {
            val cause = SafeCause.of(at)
            if (cause == null || cause.javaClass !== at.javaClass || !isCopy(at)) return at
            at = cause
        }
    }

    private fun isCopy(failure: Throwable) = try {
        failure.stackTrace.any(::isArtificial)
    } catch (_: Throwable) {
        false // its class has a trace of its own making
    }

    private fun isArtificial(frame: StackTraceElement) = frame.className.startsWith("_COROUTINE")

    /**
     * Returns the one that comes out, with the other suppressed in it: the [first], unless only [next] is a
     * cancellation. A cancellation is never hidden behind an ordinary failure, which somebody might catch.
     */
    @JvmStatic
    public fun joined(first: Throwable?, next: Throwable): Throwable = when {
        first == null || first === next -> next
        next is CancellationException && first !is CancellationException -> next.apply { addSuppressed(first) }
        else -> first.apply { addSuppressed(next) }
    }
}
