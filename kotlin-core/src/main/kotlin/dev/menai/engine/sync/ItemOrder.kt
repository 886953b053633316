package dev.menai.engine.sync

import java.util.PriorityQueue

/** The items of a queue, in the order in which they are taken. */
internal interface ItemOrder<T> {
    val size: Int

    fun add(item: T)

    fun take(): T

    /** Puts an item back that was taken last. */
    fun putBack(item: T)

    fun clear()
}

/** First in, first out, or last in, first out. */
internal class InsertionOrder<T>(private val isLastFirst: Boolean) : ItemOrder<T> {
    private val items = ArrayDeque<T>()

    override val size: Int get() = items.size

    override fun add(item: T): Unit = items.addLast(item)

    override fun take(): T = if (isLastFirst) items.removeLast() else items.removeFirst()

    override fun putBack(item: T): Unit = if (isLastFirst) items.addLast(item) else items.addFirst(item)

    override fun clear(): Unit = items.clear()
}

/** Lowest first; equal ones in the order in which they came. */
internal class PriorityOrder<T>(comparator: Comparator<in T>) : ItemOrder<T> {
    private class Entry<T>(val item: T, val number: Long)

    private val entries =
        PriorityQueue<Entry<T>> { one, other ->
            val byItem = comparator.compare(one.item, other.item)
            if (byItem != 0) byItem else one.number.compareTo(other.number)
        }
    private var next = 0L
    private var previous = -1L

    override val size: Int get() = entries.size

    override fun add(item: T) {
        entries.add(Entry(item, next++))
    }

    override fun take(): T = entries.remove().item

    override fun putBack(item: T) {
        entries.add(Entry(item, previous--))
    }

    override fun clear(): Unit = entries.clear()
}
