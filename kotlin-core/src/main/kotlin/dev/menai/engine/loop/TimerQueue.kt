package dev.menai.engine.loop

import dev.menai.engine.spi.HostedLoop
import java.util.PriorityQueue
import java.util.concurrent.atomic.AtomicInteger

/**
 * The timers of a confined loop by deadline. Confined to the holder of the turn, except [noteCancelled].
 *
 * Cancelled timers leave when they reach the head. When more than [COMPACT_FROM] timers are set, and since the last time
 * as many were cancelled as are half of them, all cancelled ones leave at once, so that they cannot pile up. Those that
 * are cancelled before they come here do not enter.
 */
internal class TimerQueue {
    private val heap = PriorityQueue<LoopTimer>()

    /** Cancellations since the last [compact]; also those of timers that are not here, not yet or not any more. */
    private val cancelled = AtomicInteger()
    private var sequence = 0L

    val size: Int get() = heap.size
    val isEmpty: Boolean get() = heap.isEmpty()

    fun add(timer: LoopTimer) {
        if (!timer.isPending) return
        compactIfWorthIt()
        timer.sequence = sequence++
        heap.add(timer)
    }

    /** Counts a cancellation; called by any thread. */
    fun noteCancelled() {
        cancelled.incrementAndGet()
    }

    /** Moves the timers that are due to [ready], in the order of their deadlines. */
    fun moveDueTo(ready: ReadyQueue, now: Long) {
        compactIfWorthIt()
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

    /** Takes all timers out. */
    fun drain(): List<LoopTimer> {
        val all = heap.toList()
        heap.clear()
        cancelled.set(0)
        return all
    }

    private fun firstLive(): LoopTimer? {
        while (true) {
            val timer = heap.peek() ?: return null
            if (timer.isPending) return timer
            heap.poll()
        }
    }

    private fun compactIfWorthIt() {
        if (heap.size > COMPACT_FROM && cancelled.get() > heap.size / 2) compact()
    }

    private fun compact() {
        cancelled.set(0) // before: what is cancelled meanwhile counts for the next time
        heap.removeIf { !it.isPending }
    }

    companion object {
        const val NEVER = HostedLoop.NEVER
        const val COMPACT_FROM = 100
    }
}
