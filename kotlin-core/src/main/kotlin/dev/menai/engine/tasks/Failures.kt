package dev.menai.engine.tasks

import java.util.concurrent.CancellationException

/** What comes out when something fails while something else is on its way out already. */
public object Failures {
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
