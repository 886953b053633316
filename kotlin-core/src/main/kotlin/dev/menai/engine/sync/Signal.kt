package dev.menai.engine.sync

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.tasks.LoopFuture

/** A flag that people wait for. Guarded by the lock of this object, which is let go of before a future is completed. */
@InternalMenaiApi
public class Signal : TicketOwner() {
    private val waiting = TicketQueue<Any?>()

    @Volatile
    public var isSet: Boolean = false
        private set

    public fun set() {
        val all =
            synchronized(this) {
                isSet = true
                waiting.drain()
            }
        all.forEach { it.hand(null) {} }
    }

    @Synchronized
    public fun clear() {
        isSet = false
    }

    /** Has [future] completed when the flag is set, at once if it is. */
    public fun await(future: LoopFuture<*>) {
        @Suppress("UNCHECKED_CAST") // a future without a value
        val ticket = SignalTicket(future as LoopFuture<Any?>, this)
        future.attach(ticket)
        val isOver =
            synchronized(this) {
                if (!isSet) waiting.add(ticket)
                isSet
            }
        if (isOver) ticket.hand(null) {}
    }

    override fun describe(ticket: Ticket<*>): String = "event.whenSet() of $this"

    @Synchronized
    override fun toString(): String = "Event[${if (isSet) "set" else "unset"}, ${waiting.size} waiting]"

    override fun withdraw(ticket: Ticket<*>): Boolean = synchronized(this) { waiting.remove(ticket) }
}
