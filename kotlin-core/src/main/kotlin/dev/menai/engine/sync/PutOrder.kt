package dev.menai.engine.sync

/**
 * First in, first out. The items that are there have successive numbers; those that came back, which are older than all of
 * them, stand apart.
 */
internal class FirstInFirstOut<T> : ItemOrder<T> {
    private val items = ArrayDeque<T>()
    private val returned = NumberedItems<T>()

    /** The number of the last one of [items]. */
    private var last = -1L

    override val name: String get() = "Queue"

    override val size: Int get() = items.size + returned.size

    override var taken: Long = -1L
        private set

    override fun place(item: T, number: Long): Any? = null

    override fun add(item: T, number: Long, place: Any?): Boolean {
        items.addLast(item)
        last = number
        return true
    }

    override fun addBack(item: T, number: Long, place: Any?): Boolean {
        returned.add(item, number)
        return true
    }

    override fun take(): T {
        if (returned.size > 0) return returned.removeLowest().also { taken = returned.removed }
        taken = last - items.size + 1
        return items.removeFirst()
    }

    override fun clear() {
        items.clear()
        returned.clear()
    }
}

/** Last in, first out. */
internal class LastInFirstOut<T> : ItemOrder<T> {
    /** By number, the highest last. */
    private val items = NumberedItems<T>()

    override val name: String get() = "LifoQueue"

    override val size: Int get() = items.size

    override val taken: Long get() = items.removed

    override fun place(item: T, number: Long): Any? = null

    override fun add(item: T, number: Long, place: Any?): Boolean {
        items.add(item, number)
        return true
    }

    override fun addBack(item: T, number: Long, place: Any?): Boolean = add(item, number, place)

    override fun take(): T = items.removeHighest()

    override fun clear(): Unit = items.clear()
}
