package dev.menai.engine.sync

/**
 * The items of a queue, in the order in which they are taken. Every item has the number that it got when it was put, by
 * which it finds its old place when it comes back.
 *
 * Guarded by the lock of the queue, except [place].
 */
internal interface ItemOrder<T> {
    /** What a queue of this order is called. */
    val name: String

    val size: Int

    /** The number of the item that was taken last. */
    val taken: Long

    /**
     * Finds the place of [item], for [add]. Without the lock, because it may call code of the user, who may also find that
     * the item cannot be compared.
     */
    fun place(item: T, number: Long): Any?

    /** Adds [item] at its [place]; returns false, and adds nothing, when the place has to be found anew. */
    fun add(item: T, number: Long, place: Any?): Boolean

    /** As [add], for an item that was taken before; without a [place] it is the next one, as it was then. */
    fun addBack(item: T, number: Long, place: Any?): Boolean

    fun take(): T

    fun clear()
}
