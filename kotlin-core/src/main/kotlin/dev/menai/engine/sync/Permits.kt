package dev.menai.engine.sync

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.tasks.LoopFuture
import java.util.function.Supplier

/**
 * So many permits, handed from the one who releases to the one who has waited longest. Invariant: nobody waits while a
 * permit is free. Guarded by the lock of this object, which is let go of before a future is completed.
 */
@InternalMenaiApi
public class Permits<T>(
    initial: Int,
    private val newPermit: Supplier<out T>,
    /** Whether this is all there is to a lock. */
    private val isLock: Boolean,
) : TicketOwner() {
    private var free = initial
    private val waiting = TicketQueue<T>()

    private inner class Waiting(future: LoopFuture<T>) : HandingTicket<T>(future, this@Permits) {
        override fun handBack(value: Any?) {
            release(Int.MAX_VALUE)
        }
    }

    /** The number of permits that are free. */
    public val value: Int @Synchronized get() = free

    /** Takes a permit if one is free. */
    @Synchronized
    public fun tryAcquire(): Boolean {
        if (free == 0) return false
        free--
        return true
    }

    /** Has [future] completed when a permit is handed to it, which may be at once. */
    public fun acquire(future: LoopFuture<T>) {
        val ticket = Waiting(future)
        future.attach(ticket)
        val isFree =
            synchronized(this) {
                if (free > 0) free-- else waiting.add(ticket)
                !ticket.isQueued
            }
        if (isFree) hand(ticket)
    }

    /** Gives one permit back, at most [limit] free ones; returns false, and does nothing, when there are so many. */
    public fun release(limit: Int): Boolean {
        val next: Ticket<T>?
        synchronized(this) {
            next = waiting.poll()
            if (next == null) {
                if (free >= limit) return false
                free++
            }
        }
        if (next != null) hand(next)
        return true
    }

    /** A permit that cannot be taken, because its future was completed by somebody else, goes to the next. */
    private fun hand(ticket: Ticket<T>) {
        ticket.hand(newPermit.get()) { release(Int.MAX_VALUE) }
    }

    override fun describe(ticket: Ticket<*>): String =
        if (isLock) "lock.acquire() of ${text("Lock")}" else "semaphore.acquire() of ${text("Semaphore")}"

    /** The text form of what has these permits and is called [name]. */
    public fun text(name: String): String {
        val free: Int
        val waiters: Int
        synchronized(this) {
            free = this.free
            waiters = waiting.size
        }
        val state =
            when {
                !isLock -> "value=$free"
                free == 0 -> "locked"
                else -> "unlocked"
            }
        return "$name[$state, $waiters waiting]"
    }

    override fun withdraw(ticket: Ticket<*>): Boolean = synchronized(this) { waiting.remove(ticket) }
}
