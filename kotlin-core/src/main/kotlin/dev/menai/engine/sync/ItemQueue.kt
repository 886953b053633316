package dev.menai.engine.sync

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.tasks.Claim
import dev.menai.engine.tasks.Claimed
import dev.menai.engine.tasks.Handing
import dev.menai.engine.tasks.LoopFuture
import java.util.function.Supplier

/**
 * A queue between those who put items and those who get them, on any loops and threads.
 *
 * Invariants: while somebody waits to get, there are no items; while somebody waits to put, it is full, counting the places
 * that are kept for those who are being admitted. Guarded by the lock of this object, which is let go of before a future is
 * completed, and while code of the user compares items.
 */
@InternalMenaiApi
public class ItemQueue<T> private constructor(
    private val capacity: Int,
    private val items: ItemOrder<T>,
    private val shutDown: Supplier<out Throwable>,
) : TicketOwner() {
    private val getters = TicketQueue<T>()
    private val putters = TicketQueue<Any?>()
    private val joiners = TicketQueue<Any?>()

    /** The number of the next item that is put. */
    @Volatile
    private var next = 0L

    /** Places for items of putters who have been told to come in, but have not yet. */
    private var kept = 0
    private var unfinished = 0

    /** Whether items are dropped: it was shut down at once. */
    private var isDropping = false

    public var isShutDown: Boolean = false
        @Synchronized get
        private set

    /** What came of an attempt that does not wait. */
    public enum class Attempt {
        DONE,
        MUST_WAIT,
        SHUT_DOWN,
    }

    /** Takes an item, whose number finds its place should it come back. */
    public fun interface Sink<T> {
        /** Returns false when the item is not wanted any more. */
        public fun accept(item: T, number: Long): Boolean
    }

    /** Where the item of an iteration is until it is read. */
    public interface Place<T> : Sink<T> {
        /** Has the item go back if nobody has read it. */
        public fun vacate()
    }

    private class Putter<T>(future: LoopFuture<Any?>, owner: TicketOwner, val item: T) :
        ValueTicket<Any?>(future, owner)

    /** Somebody who is handed an item together with its number. */
    private interface Numbered {
        var number: Long
    }

    private inner class Getter(future: LoopFuture<T>) :
        HandingTicket<T>(future, this@ItemQueue),
        Numbered {
        override var number = 0L

        @Suppress("UNCHECKED_CAST") // the value of the future
        override fun handBack(value: Any?): Unit = giveBack(value as T, number)
    }

    /** Somebody who asks for the next item, or for the end. */
    private inner class Asker(private val answer: LoopFuture<Boolean>, private val place: Place<T>) :
        Ticket<T>(answer, this@ItemQueue),
        Numbered,
        Handing,
        Claimed by Claim() {
        override var number = 0L

        override fun serve(value: T): Boolean {
            if (!place.accept(value, number)) {
                answer.settle(false) // it was closed: nobody looks
                return false
            }
            if (!answer.settle(true)) place.vacate()
            return true
        }

        override fun refuse(failure: Throwable) {
            answer.settle(false)
        }

        override fun handBack(value: Any?): Unit = place.vacate()
    }

    public val size: Int @Synchronized get() = items.size

    public val isFull: Boolean @Synchronized get() = capacity > 0 && items.size + kept >= capacity

    // putting

    /** Puts [item] if nobody has to be waited for. Throws what comparing it throws. */
    public fun tryPut(item: T): Attempt {
        while (true) {
            val place = items.place(item, next)
            val number: Long
            val getter: Ticket<T>?
            val isIn: Boolean
            synchronized(this) {
                if (isShutDown) return Attempt.SHUT_DOWN
                number = next
                getter = getters.poll()
                if (getter == null && isFull) return Attempt.MUST_WAIT
                isIn = getter != null || items.add(item, number, place)
                if (isIn) countIn()
            }
            if (!isIn) continue
            if (getter != null) hand(getter, item, number)
            return Attempt.DONE
        }
    }

    private fun countIn() {
        next++
        unfinished++
    }

    /** Gives [item] to [getter], who has been taken out of the queue. */
    private fun hand(getter: Ticket<T>, item: T, number: Long) {
        (getter as Numbered).number = number
        getter.hand(item) { giveBack(item, number) }
    }

    /** Puts [item], if need be when there is room; completes [future] then. */
    public fun put(future: LoopFuture<*>, item: T) {
        @Suppress("UNCHECKED_CAST") // a future without a value
        val putter = Putter(future as LoopFuture<Any?>, this, item)
        future.attach(putter)
        while (true) {
            when (tryPut(item)) {
                Attempt.DONE -> return putter.hand(null) {}
                Attempt.SHUT_DOWN -> return putter.refuse(shutDown.get())
                Attempt.MUST_WAIT -> if (waitToPut(putter)) return
            }
        }
    }

    @Synchronized
    private fun waitToPut(putter: Putter<T>): Boolean {
        if (isShutDown || !isFull) return false
        putters.add(putter)
        return true
    }

    /** Takes the next one who waits to put out of the queue, if there is room, and keeps that for him; under the lock. */
    private fun nextToAdmit(): Putter<T>? {
        if (putters.size == 0 || isFull) return null
        kept++
        @Suppress("UNCHECKED_CAST") // only such tickets wait to put
        return putters.poll() as Putter<T>
    }

    /** Lets [first] in, who has been told to come, and others as long as there is room. */
    private fun admit(first: Putter<T>) {
        var putter = first
        while (true) {
            val refusal = enter(putter)
            if (refusal == null) putter.hand(null) {} else putter.refuse(refusal)
            putter = synchronized(this) { nextToAdmit() } ?: return
        }
    }

    /** Puts the item of [putter] into the place that is kept for it; returns why that cannot be. */
    private fun enter(putter: Putter<T>): Throwable? {
        while (true) {
            val place =
                try {
                    items.place(putter.item, next)
                } catch (incomparable: Throwable) {
                    synchronized(this) { kept-- }
                    return incomparable // for the one who puts, not for the one who made room
                }
            val number: Long
            val getter: Ticket<T>?
            val isRefused: Boolean
            val isIn: Boolean
            synchronized(this) {
                number = next
                isRefused = isShutDown
                getter = if (isRefused) null else getters.poll()
                isIn = !isRefused && (getter != null || items.add(putter.item, number, place))
                if (isIn) countIn()
                if (isIn || isRefused) kept--
            }
            if (isRefused) return shutDown.get()
            if (!isIn) continue
            if (getter != null) hand(getter, putter.item, number)
            return null
        }
    }

    // getting

    /** Gives an item to [sink], which wants it, if there is one. */
    public fun tryGet(sink: Sink<T>): Attempt {
        val item: T
        val number: Long
        val putter: Putter<T>?
        synchronized(this) {
            if (items.size == 0) return if (isShutDown) Attempt.SHUT_DOWN else Attempt.MUST_WAIT
            item = items.take()
            number = items.taken
            putter = nextToAdmit()
        }
        if (putter != null) admit(putter)
        if (!sink.accept(item, number)) giveBack(item, number)
        return Attempt.DONE
    }

    /** Completes [future] with an item, if need be when there is one. */
    public fun get(future: LoopFuture<T>): Unit = get(Getter(future))

    /** Gives an item to [place] and completes [answer] with true, if need be when there is one; with false at the end. */
    public fun next(answer: LoopFuture<Boolean>, place: Place<T>): Unit = get(Asker(answer, place))

    private fun get(getter: Ticket<T>) {
        getter.future.attach(getter)
        while (true) {
            val attempt =
                tryGet { item, number ->
                    hand(getter, item, number)
                    true
                }
            when (attempt) {
                Attempt.DONE -> return
                Attempt.SHUT_DOWN -> return getter.refuse(shutDown.get())
                Attempt.MUST_WAIT -> if (waitToGet(getter)) return
            }
        }
    }

    @Synchronized
    private fun waitToGet(getter: Ticket<T>): Boolean {
        if (isShutDown || items.size > 0) return false
        getters.add(getter)
        return true
    }

    /** Takes an item back that was handed to somebody who will not use it: it is where it was before. */
    public fun giveBack(item: T, number: Long) {
        while (true) {
            val place =
                try {
                    items.place(item, number)
                } catch (_: Throwable) {
                    null // it cannot be compared any more: it is the first, as it was when it was taken
                }
            val isDropped: Boolean
            val getter: Ticket<T>?
            val isIn: Boolean
            synchronized(this) {
                isDropped = isDropping
                getter = getters.poll()
                isIn = isDropped || getter != null || items.addBack(item, number, place)
            }
            if (!isIn) continue
            if (getter != null) {
                hand(getter, item, number)
            } else if (isDropped) {
                taskDone()
            }
            return
        }
    }

    // the tasks behind the items

    /** Notes that one item has been dealt with; returns false when there is none. */
    public fun taskDone(): Boolean {
        val all =
            synchronized(this) {
                if (unfinished == 0) return false
                unfinished--
                finished()
            }
        all.forEach { it.hand(null) {} }
        return true
    }

    private fun finished() = if (unfinished == 0) joiners.drain() else emptyList()

    /** Completes [future] when all items that were put have been dealt with. */
    public fun join(future: LoopFuture<*>) {
        @Suppress("UNCHECKED_CAST") // a future without a value
        val joiner = SignalTicket(future as LoopFuture<Any?>, this)
        future.attach(joiner)
        val isOver =
            synchronized(this) {
                if (unfinished > 0) joiners.add(joiner)
                unfinished == 0
            }
        if (isOver) joiner.hand(null) {}
    }

    /** Refuses further items; [isImmediate] also drops those that are there, or come back. */
    public fun shutDown(isImmediate: Boolean) {
        val refused = ArrayList<Ticket<*>>()
        val joined: List<Ticket<Any?>>
        synchronized(this) {
            isShutDown = true
            refused.addAll(putters.drain())
            if (isImmediate) {
                isDropping = true
                unfinished -= items.size
                items.clear()
            }
            if (items.size == 0) refused.addAll(getters.drain())
            joined = finished()
        }
        refused.forEach { it.refuse(shutDown.get()) }
        joined.forEach { it.hand(null) {} }
    }

    override fun withdraw(ticket: Ticket<*>): Boolean = synchronized(this) {
        when (ticket) {
            is Putter<*> -> putters.remove(ticket)
            is SignalTicket -> joiners.remove(ticket)
            else -> getters.remove(ticket)
        }
    }

    override fun describe(ticket: Ticket<*>): String {
        val word =
            when (ticket) {
                is Putter<*> -> "queue.put(...)"
                is SignalTicket -> "queue.join()"
                is HandingTicket<*> -> "queue.get()"
                else -> "the next item"
            }
        return "$word of ${text(items.name)}"
    }

    /** The text form of this queue, which is called [name]. */
    @Synchronized
    public fun text(name: String): String = buildString {
        append(name).append('[').append(items.size)
        if (capacity > 0) append(" of ").append(capacity)
        append(" items")
        if (getters.size > 0) append(", ").append(getters.size).append(" getting")
        if (putters.size > 0) append(", ").append(putters.size).append(" putting")
        if (unfinished > 0) append(", ").append(unfinished).append(" unfinished")
        if (isShutDown) append(", shut down")
        append(']')
    }

    public companion object {
        @JvmStatic
        public fun <T> firstInFirstOut(capacity: Int, shutDown: Supplier<out Throwable>): ItemQueue<T> =
            ItemQueue(capacity, FirstInFirstOut(), shutDown)

        @JvmStatic
        public fun <T> lastInFirstOut(capacity: Int, shutDown: Supplier<out Throwable>): ItemQueue<T> =
            ItemQueue(capacity, LastInFirstOut(), shutDown)

        @JvmStatic
        public fun <T> lowestFirst(
            capacity: Int,
            comparator: Comparator<in T>,
            shutDown: Supplier<out Throwable>,
        ): ItemQueue<T> = ItemQueue(capacity, ComparedOrder(comparator), shutDown)
    }
}
