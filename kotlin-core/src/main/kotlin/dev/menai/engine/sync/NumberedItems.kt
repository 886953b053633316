package dev.menai.engine.sync

/** Items by number. One with the highest number so far is added, and the highest one removed, at once. */
internal class NumberedItems<T> {
    private class Entry<T>(val item: T, val number: Long)

    private val entries = ArrayDeque<Entry<T>>()

    val size: Int get() = entries.size

    /** The number of the item that was removed last. */
    var removed: Long = -1L
        private set

    fun add(item: T, number: Long) {
        val entry = Entry(item, number)
        if (entries.isEmpty() || entries.last().number < number) {
            entries.addLast(entry)
        } else {
            entries.add(-entries.binarySearchBy(number) { it.number } - 1, entry)
        }
    }

    fun removeLowest(): T = removed(entries.removeFirst())

    fun removeHighest(): T = removed(entries.removeLast())

    private fun removed(entry: Entry<T>): T {
        removed = entry.number
        return entry.item
    }

    fun clear(): Unit = entries.clear()
}
