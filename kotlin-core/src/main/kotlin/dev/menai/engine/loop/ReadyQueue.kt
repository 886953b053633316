package dev.menai.engine.loop

/** The steps that are ready to run, in the order in which they came; a ring that grows. Confined to the holder of the turn. */
internal class ReadyQueue {
    private var ring = arrayOfNulls<Runnable>(INITIAL_CAPACITY)
    private var head = 0

    @JvmField
    var size = 0

    fun add(entry: Runnable) {
        if (size == ring.size) grow()
        ring[(head + size) and (ring.size - 1)] = entry
        size++
    }

    /** Takes the entry that has [before] ones before it; the first one takes its place. */
    fun take(before: Int): Runnable {
        val mask = ring.size - 1
        val at = (head + before) and mask
        val entry = ring[at]
        ring[at] = ring[head]
        ring[head] = null
        head = (head + 1) and mask
        size--
        return entry!!
    }

    private fun grow() {
        val larger = arrayOfNulls<Runnable>(ring.size * 2)
        ring.copyInto(larger, 0, head, ring.size)
        ring.copyInto(larger, ring.size - head, 0, head)
        ring = larger
        head = 0
    }

    private companion object {
        const val INITIAL_CAPACITY = 64
    }
}
