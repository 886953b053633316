package dev.menai.engine.loop

import java.util.PriorityQueue
import java.util.concurrent.atomic.AtomicInteger

/**
 * The timers of a confined loop by deadline. Confined to the holder of the turn, except [noteCancelled].
 *
 * Cancelled timers leave when they reach the head; when more than [COMPACT_FROM] timers are set and over half of them
 * are cancelled, all cancelled ones leave at once, so that they cannot pile up.
 */
internal class TimerQueue {
    private val heap = PriorityQueue<LoopTimer>()
    private val cancelled = AtomicInteger()
    private var sequence = 0L

    val size: Int get() = heap.size
    val isEmpty: Boolean get() = heap.isEmpty()

    fun add(timer: LoopTimer) {
        if (heap.size > COMPACT_FROM && cancelled.get() > heap.size / 2) compact()
        timer.sequence = sequence++
        heap.add(timer)
    }

    /** Counts a cancellation; called by any thread. */
    fun noteCancelled() {
        cancelled.incrementAndGet()
    }

    /** Moves the timers that are due to [ready], in the order of their deadlines. */
    fun moveDueTo(ready: ReadyQueue, now: Long) {
        while (true) {
            val timer = firstLive() ?: return
            if (timer.deadline > now) return
            heap.poll()
            timer.isDue = true
            ready.add(timer)
        }
    }

    /** Returns the next deadline, or [NEVER]. */
    fun nextDeadline(): Long = firstLive()?.deadline ?: NEVER

    fun clear() {
        heap.clear()
        cancelled.set(0)
    }

    private fun firstLive(): LoopTimer? {
        while (true) {
            val timer = heap.peek() ?: return null
            if (timer.isPending) return timer
            heap.poll()
            cancelled.decrementAndGet()
        }
    }

    private fun compact() {
        heap.removeIf { !it.isPending }
        cancelled.set(0)
    }

    companion object {
        const val NEVER = Long.MAX_VALUE
        const val COMPACT_FROM = 100
    }
}
