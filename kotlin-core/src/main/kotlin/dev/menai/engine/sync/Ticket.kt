package dev.menai.engine.sync

import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Producer

/**
 * One who waits in a [TicketQueue]. Whoever takes the ticket out of the queue completes its future: the one who serves
 * it, or the cancellation of the future.
 */
internal class Ticket<T>(
    @JvmField val future: LoopFuture<T>,
    /** What the future is completed with, or what is handed in with it. */
    @JvmField val value: T,
    private val owner: TicketOwner,
) : Producer {
    @JvmField
    var before: Ticket<*>? = null

    @JvmField
    var after: Ticket<*>? = null

    @JvmField
    var isQueued = false

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean =
        owner.withdraw(this) && this.future.settleCancelled(reason)
}

/** Something that people wait for. */
public abstract class TicketOwner internal constructor() {
    /** Takes [ticket] out of its queue; returns false when it has been served. */
    internal abstract fun withdraw(ticket: Ticket<*>): Boolean
}
