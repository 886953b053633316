package dev.menai.engine.sync

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.tasks.LoopFuture
import java.util.function.Supplier

/**
 * Those who wait until there are enough of them. A generation is let go in one step, so that newcomers are always in the
 * next one. Guarded by the lock of this object, which is let go of before a future is completed.
 */
@InternalMenaiApi
public class Parties(private val needed: Int) : TicketOwner() {
    private val waiting = TicketQueue<Int>()

    public var isBroken: Boolean = false
        @Synchronized get
        private set

    /** The number of those who wait. */
    public val waiters: Int @Synchronized get() = waiting.size

    /**
     * Has [future] completed, with the place in the order of arrival, when all are there; where it is broken, failed with what
     * [broken] makes.
     */
    public fun arrive(future: LoopFuture<Int>, broken: Supplier<Throwable>) {
        val ticket = ValueTicket(future, this)
        future.attach(ticket)
        val generation =
            synchronized(this) {
                if (isBroken) return@synchronized null
                waiting.add(ticket)
                if (waiting.size == needed) waiting.drain() else emptyList()
            } ?: return ticket.refuse(broken.get())
        generation.forEachIndexed { place, one -> one.hand(place) {} }
    }

    /** Fails those who wait with what [broken] makes, and begins anew. */
    public fun reset(broken: Supplier<Throwable>): Unit = fail(false, broken)

    /** Fails those who wait with what [broken] makes, and those who come until the reset. */
    public fun abort(broken: Supplier<Throwable>): Unit = fail(true, broken)

    private fun fail(staysBroken: Boolean, broken: Supplier<Throwable>) {
        val all =
            synchronized(this) {
                isBroken = staysBroken
                waiting.drain()
            }
        all.forEach { it.refuse(broken.get()) }
    }

    override fun describe(ticket: Ticket<*>): String = "barrier.arrive() of $this"

    @Synchronized
    override fun toString(): String = "Barrier[${if (isBroken) "broken" else "filling"}, ${waiting.size} of $needed]"

    override fun withdraw(ticket: Ticket<*>): Boolean = synchronized(this) { waiting.remove(ticket) }
}
