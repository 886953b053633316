package dev.menai.engine.sync

import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Producer

/**
 * One who waits in a [TicketQueue]. Whoever takes the ticket out of the queue ends the wait: the one who serves it, or the
 * cancellation of the future.
 */
public abstract class Ticket<T> internal constructor(
    @JvmField internal val future: LoopFuture<*>,
    private val owner: TicketOwner,
) : Producer {
    internal var before: Ticket<*>? = null
    internal var after: Ticket<*>? = null
    internal var isQueued = false

    /** Gives [value] to the one who waits; returns false when his future was completed by somebody else. */
    internal abstract fun serve(value: T): Boolean

    /** Sends the one who waits away with [failure]. */
    internal open fun refuse(failure: Throwable) {
        future.settleExceptionally(failure)
    }

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean =
        owner.withdraw(this) && this.future.settleCancelled(reason)
}

/** A ticket whose future has what it was served with as its value. */
internal open class ValueTicket<T>(private val own: LoopFuture<T>, owner: TicketOwner) : Ticket<T>(own, owner) {
    override fun serve(value: T): Boolean = own.settle(value)
}

/** Something that people wait for. */
public abstract class TicketOwner internal constructor() {
    /** Takes [ticket] out of its queue; returns false when it has been served. */
    internal abstract fun withdraw(ticket: Ticket<*>): Boolean
}
