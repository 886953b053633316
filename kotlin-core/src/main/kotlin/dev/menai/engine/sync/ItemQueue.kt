package dev.menai.engine.sync

import dev.menai.engine.tasks.LoopFuture
import java.util.function.Consumer
import java.util.function.Supplier

/**
 * A queue between those who put items and those who get them, on any loops and threads.
 *
 * Invariants: while somebody waits to get, there are no items; while somebody waits to put, it is full. Guarded by the
 * lock of this object, which is let go of before a future is completed.
 */
public class ItemQueue<T> private constructor(
    private val capacity: Int,
    private val items: ItemOrder<T>,
    private val shutDown: Supplier<out Throwable>,
) : TicketOwner() {
    private val getters = TicketQueue<T>()
    private val putters = TicketQueue<Any?>()
    private val joiners = TicketQueue<Any?>()
    private var unfinished = 0

    public var isShutDown: Boolean = false
        @Synchronized get
        private set

    /** What came of an attempt that does not wait. */
    public enum class Attempt {
        DONE,
        MUST_WAIT,
        SHUT_DOWN,
    }

    private class Putter<T>(future: LoopFuture<Any?>, owner: TicketOwner, val item: T) :
        ValueTicket<Any?>(future, owner)

    private inner class Getter(private val own: LoopFuture<T>) : Ticket<T>(own, this@ItemQueue) {
        override fun serve(value: T): Boolean = own.settle(value)
    }

    /** Somebody who asks for the next item, or for the end. */
    private inner class Asker(private val answer: LoopFuture<Boolean>, private val sink: Consumer<T>) :
        Ticket<T>(answer, this@ItemQueue) {
        override fun serve(value: T): Boolean {
            sink.accept(value)
            return answer.settle(true)
        }

        override fun refuse(failure: Throwable) {
            answer.settle(false)
        }
    }

    public val size: Int @Synchronized get() = items.size

    public val isFull: Boolean @Synchronized get() = capacity > 0 && items.size >= capacity

    // putting

    /** Puts [item] if nobody has to be waited for. */
    public fun tryPut(item: T): Attempt {
        val getter: Ticket<T>?
        synchronized(this) {
            if (isShutDown) return Attempt.SHUT_DOWN
            getter = getters.poll()
            if (getter == null && isFull) return Attempt.MUST_WAIT
            unfinished++
            if (getter == null) items.add(item)
        }
        if (getter != null && !getter.serve(item)) giveBack(item)
        return Attempt.DONE
    }

    /** Puts [item], if need be when there is room; completes [future] then. */
    public fun put(future: LoopFuture<*>, item: T) {
        @Suppress("UNCHECKED_CAST") // a future without a value
        val putter = Putter(future as LoopFuture<Any?>, this, item)
        future.attach(putter)
        while (true) {
            when (tryPut(item)) {
                Attempt.DONE -> {
                    putter.serve(null)
                    return
                }

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

    // getting

    /** Gives an item to [sink] if there is one. */
    public fun tryGet(sink: Consumer<T>): Attempt {
        val item: T
        val putter: Putter<*>?
        synchronized(this) {
            if (items.size == 0) return if (isShutDown) Attempt.SHUT_DOWN else Attempt.MUST_WAIT
            item = items.take()
            putter = if (isFull) null else admitPutter()
        }
        putter?.serve(null)
        sink.accept(item)
        return Attempt.DONE
    }

    private fun admitPutter(): Putter<*>? {
        @Suppress("UNCHECKED_CAST") // only such tickets wait to put
        val putter = putters.poll() as Putter<T>? ?: return null
        items.add(putter.item)
        unfinished++
        return putter
    }

    /** Completes [future] with an item, if need be when there is one. */
    public fun get(future: LoopFuture<T>): Unit = get(Getter(future))

    /** Gives an item to [sink] and completes [answer] with true, if need be when there is one; with false at the end. */
    public fun next(answer: LoopFuture<Boolean>, sink: Consumer<T>): Unit = get(Asker(answer, sink))

    private fun get(getter: Ticket<T>) {
        getter.future.attach(getter)
        while (true) {
            when (tryGet { if (!getter.serve(it)) giveBack(it) }) {
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

    /** Takes an item back that was handed to somebody who will not use it: it is the next one again. */
    public fun giveBack(item: T) {
        val getter =
            synchronized(this) {
                getters.poll().also { if (it == null) items.putBack(item) }
            }
        if (getter != null && !getter.serve(item)) giveBack(item)
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
        all.forEach { it.serve(null) }
        return true
    }

    private fun finished() = if (unfinished == 0) joiners.drain() else emptyList()

    /** Completes [future] when all items that were put have been dealt with. */
    public fun join(future: LoopFuture<*>) {
        @Suppress("UNCHECKED_CAST") // a future without a value
        val joiner = ValueTicket(future as LoopFuture<Any?>, this)
        future.attach(joiner)
        val isOver =
            synchronized(this) {
                if (unfinished > 0) joiners.add(joiner)
                unfinished == 0
            }
        if (isOver) joiner.serve(null)
    }

    /** Refuses further items; [isImmediate] also drops those that are there. */
    public fun shutDown(isImmediate: Boolean) {
        val refused = ArrayList<Ticket<*>>()
        val joined: List<Ticket<Any?>>
        synchronized(this) {
            isShutDown = true
            refused.addAll(putters.drain())
            if (isImmediate) {
                unfinished -= items.size
                items.clear()
            }
            if (items.size == 0) refused.addAll(getters.drain())
            joined = finished()
        }
        refused.forEach { it.refuse(shutDown.get()) }
        joined.forEach { it.serve(null) }
    }

    override fun withdraw(ticket: Ticket<*>): Boolean = synchronized(this) {
        when (ticket) {
            is Putter<*> -> putters.remove(ticket)
            is ValueTicket<*> -> joiners.remove(ticket)
            else -> getters.remove(ticket)
        }
    }

    public companion object {
        @JvmStatic
        public fun <T> firstInFirstOut(capacity: Int, shutDown: Supplier<out Throwable>): ItemQueue<T> =
            ItemQueue(capacity, InsertionOrder(false), shutDown)

        @JvmStatic
        public fun <T> lastInFirstOut(capacity: Int, shutDown: Supplier<out Throwable>): ItemQueue<T> =
            ItemQueue(capacity, InsertionOrder(true), shutDown)

        @JvmStatic
        public fun <T> lowestFirst(
            capacity: Int,
            comparator: Comparator<in T>,
            shutDown: Supplier<out Throwable>,
        ): ItemQueue<T> = ItemQueue(capacity, PriorityOrder(comparator), shutDown)
    }
}
