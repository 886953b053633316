package dev.menai.engine.groups

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.StackRoom
import dev.menai.engine.tasks.AwaitSite
import dev.menai.engine.tasks.Entered
import dev.menai.engine.tasks.LinearOccupant
import dev.menai.engine.tasks.Occupant
import java.util.concurrent.CancellationException

/** A stretch of a body that may be ended early, and decides at its end what comes out of it. */
@InternalMenaiApi
public abstract class Scope internal constructor(public val loop: Loop, internal val occupant: Occupant) : Entered {
    /** What this scope is called in messages. */
    internal abstract fun title(): String

    override fun leave(failure: Throwable?): Throwable? {
        val occupant = occupant as LinearOccupant
        if (failure != null) StackRoom.require()
        occupant.requireHere(title())
        return ended(occupant.leaveInside(failure)).also { occupant.left() }
    }

    /** Waits for what is left in this scope, if anything, and decides. */
    internal abstract fun ended(failure: Throwable?): Throwable?

    /** As [ended], in a coroutine. */
    internal open suspend fun endedSuspending(failure: Throwable?): Throwable? = ended(failure)

    /**
     * Returns what comes out when [cancellation] is kept although this scope has asked for one, because somebody else has, too:
     * his, if it has not come yet, so that it does not come once more.
     */
    internal fun amongOthers(cancellation: CancellationException): CancellationException {
        val pending = occupant.takePending() ?: return cancellation
        pending.initCause(cancellation)
        broughtBy(cancellation).forEach(pending::addSuppressed)
        return pending
    }

    internal companion object {
        /** The failures that a cancellation which a scope absorbs, or turns into something else, brings with it. */
        fun broughtBy(cancellation: CancellationException): List<Throwable> =
            cancellation.suppressed.filter { it !is AwaitSite && it !is CancellationException }
    }
}
