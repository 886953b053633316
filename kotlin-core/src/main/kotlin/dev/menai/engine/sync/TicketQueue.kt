package dev.menai.engine.sync

/** Those who wait, first in, first out. Guarded by the lock of its owner. */
internal class TicketQueue<T> {
    private var first: Ticket<*>? = null
    private var last: Ticket<*>? = null

    var size = 0
        private set

    fun add(ticket: Ticket<T>) {
        val end = last
        ticket.before = end
        if (end == null) first = ticket else end.after = ticket
        last = ticket
        ticket.isQueued = true
        size++
    }

    fun poll(): Ticket<T>? {
        val ticket = first ?: return null
        remove(ticket)
        @Suppress("UNCHECKED_CAST") // only such tickets are added
        return ticket as Ticket<T>
    }

    /** Returns whether [ticket] was in this queue. */
    fun remove(ticket: Ticket<*>): Boolean {
        if (!ticket.isQueued) return false
        val before = ticket.before
        val after = ticket.after
        if (before == null) first = after else before.after = after
        if (after == null) last = before else after.before = before
        ticket.before = null
        ticket.after = null
        ticket.isQueued = false
        size--
        return true
    }

    /** Takes everybody out, first to last. */
    fun drain(): List<Ticket<T>> = generateSequence { poll() }.toList()
}
