package dev.menai.engine.loop

import java.util.SplittableRandom

/**
 * The steps that are ready to run, first in, first out; a ring that grows. Confined to the holder of the turn.
 *
 * With a [shuffle] the steps of one iteration leave in an order drawn from it: for tests that look for hidden
 * assumptions about order.
 */
internal class ReadyQueue(private val shuffle: SplittableRandom?) {
    private var ring = arrayOfNulls<Runnable>(INITIAL_CAPACITY)
    private var head = 0

    @JvmField
    var size = 0

    fun add(entry: Runnable) {
        if (size == ring.size) grow()
        ring[(head + size) and (ring.size - 1)] = entry
        size++
    }

    /** Takes the next of the first [choices] entries. */
    fun take(choices: Int): Runnable {
        val mask = ring.size - 1
        if (shuffle != null) {
            val other = (head + shuffle.nextInt(choices)) and mask
            val first = ring[head]
            ring[head] = ring[other]
            ring[other] = first
        }
        val entry = ring[head]
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
