package dev.menai.engine.sync

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.ThreadState
import dev.menai.engine.tasks.Claim
import dev.menai.engine.tasks.Claimed
import dev.menai.engine.tasks.Handing
import dev.menai.engine.tasks.Leaving
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Signalling
import java.util.concurrent.CancellationException

/**
 * One who waits in a [TicketQueue]. Whoever takes the ticket out of the queue ends the wait: the one who serves it, or the
 * cancellation of the future.
 */
@InternalMenaiApi
public abstract class Ticket<T> internal constructor(
    @JvmField internal val future: LoopFuture<*>,
    private val owner: TicketOwner,
) : Leaving {
    internal var before: Ticket<*>? = null
    internal var after: Ticket<*>? = null
    internal var isQueued = false

    /** Gives [value] to the one who waits; returns false when his future was completed by somebody else. */
    internal abstract fun serve(value: T): Boolean

    /**
     * Serves, or, when this thread is deep in what serving leads to, has it done when the outermost is over. Calls [refused],
     * now or then, when the future was completed by somebody else.
     */
    internal inline fun hand(value: T, crossinline refused: () -> Unit) {
        if (!future.hasDependents()) {
            if (!serve(value)) refused()
        } else {
            ThreadState.current().nesting.soon { if (!serve(value)) refused() }
        }
    }

    /** Sends the one who waits away with [failure]. */
    internal open fun refuse(failure: Throwable) {
        future.settleExceptionally(failure)
    }

    override fun describe(): String = owner.describe(this)

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean = leave(CancellationException(reason))

    override fun leave(failure: Throwable): Boolean = owner.withdraw(this) && future.settleExceptionally(failure)
}

/** A ticket whose future has what it was served with as its value. */
internal open class ValueTicket<T>(private val own: LoopFuture<T>, owner: TicketOwner) : Ticket<T>(own, owner) {
    override fun serve(value: T): Boolean = own.settle(value)
}

/** A ticket that is served when something has happened. */
internal class SignalTicket(future: LoopFuture<Any?>, owner: TicketOwner) :
    ValueTicket<Any?>(future, owner),
    Signalling

/** A ticket for something of which there is one. */
internal abstract class HandingTicket<T>(future: LoopFuture<T>, owner: TicketOwner) :
    ValueTicket<T>(future, owner),
    Handing,
    Claimed by Claim()

/** Something that people wait for. */
@InternalMenaiApi
public abstract class TicketOwner internal constructor() {
    /** Takes [ticket] out of its queue; returns false when it has been served. */
    internal abstract fun withdraw(ticket: Ticket<*>): Boolean

    /** What one who holds [ticket] waits for. */
    internal abstract fun describe(ticket: Ticket<*>): String
}
