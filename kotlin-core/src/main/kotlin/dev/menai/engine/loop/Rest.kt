package dev.menai.engine.loop

import dev.menai.engine.spi.Poller
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.locks.LockSupport

/**
 * How the holder of a confined loop's turn waits when there is nothing to do: parked, or in the loop's [Poller] if that has
 * something to wait for. Virtual time jumps instead, unless work outside the loop is under way.
 *
 * **No wake-up is lost.** The holder says that it rests, and then looks whether something has come; who brings something
 * does so, and then looks whether the holder rests. It wakes him once, in the way in which he said that he rests.
 */
internal class Rest(private val loop: ConfinedLoop, private val clock: Clock) {
    private val isResting = AtomicBoolean()

    /** What the holder rests in, if not parked; written before he says that he rests. */
    private var restsIn: Poller? = null

    private val outside = AtomicInteger()

    private var isStandstillReported = false

    /** When the holder has polled last, and how many steps ago. */
    private var polledAt = 0L
    private var stepsSincePolled = 0

    /** Whether nobody has woken the holder since he said that he rests. */
    val mayGoOn: Boolean get() = isResting.get()

    fun outsideWorkBegan() {
        outside.incrementAndGet()
    }

    fun outsideWorkEnded() {
        if (outside.decrementAndGet() == 0) loop.wake()
    }

    /** Ends the rest of the holder, if he rests. Any thread calls this. */
    fun wake() {
        if (!isResting.get() || !isResting.compareAndSet(true, false)) return
        val poller = restsIn
        if (poller ==
            null
        ) {
            LockSupport.unpark(loop.owner)
        } else {
            loop.contain({ "the wake-up of a poller" }) { poller.wakeup() }
        }
    }

    /** Waits for something to do: an entry in the inbox, [deadline], or the end of the run. For the holder. */
    fun untilDeadline(deadline: Long) {
        val poller = wantedPoller()
        if (mayJumpTo(deadline) && !loop.isCalled) {
            if (poller != null) poll(poller, 0)
            if (!loop.hasReady) (clock as VirtualClock).advanceTo(deadline)
            return
        }
        if (poller == null && deadline == TimerQueue.NEVER && outside.get() == 0 && standsStill()) return
        restsIn = poller
        isResting.set(true)
        if (!loop.isCalled && !mayJumpTo(deadline)) {
            when {
                deadline == TimerQueue.NEVER -> pause(poller, Long.MAX_VALUE)
                clock is VirtualClock -> awaitOutsideWork(poller, deadline)
                else -> pause(poller, maxOf(0, deadline - clock.now()))
            }
        }
        isResting.set(false)
        restsIn = null
    }

    /** Polls, without a wait, when that has not been done for some time. For the holder, between steps. */
    fun betweenSteps() {
        if (loop.poller == null) return
        val isLong = ++stepsSincePolled >= MOST_STEPS || System.nanoTime() - polledAt >= MOST_NANOS
        if (isLong) wantedPoller()?.let { poll(it, 0) }
    }

    private fun wantedPoller(): Poller? {
        val poller = loop.poller ?: return null
        return try {
            poller.takeIf { it.isWanted }
        } catch (failure: Throwable) {
            loop.pollerFailed(poller, failure)
            null
        }
    }

    private fun poll(poller: Poller, nanos: Long) {
        try {
            poller.poll(nanos)
        } catch (failure: Throwable) {
            loop.pollerFailed(poller, failure)
        }
        stepsSincePolled = 0
        polledAt = System.nanoTime()
    }

    private fun pause(poller: Poller?, nanos: Long) {
        when {
            poller != null -> poll(poller, nanos)
            nanos == Long.MAX_VALUE -> Parking.park(loop)
            else -> Parking.parkNanos(loop, nanos)
        }
    }

    /** Tells that nothing is to come, as far as the loop knows; returns whether something has come of that. */
    private fun standsStill(): Boolean {
        if (loop.observer == null || loop.isCalled) return false
        loop.tell { standsStill() }
        return loop.hasSomething
    }

    /** Says so when virtual time stands still for long: who waits may be waiting for a timer of this very loop. */
    private fun awaitOutsideWork(poller: Poller?, deadline: Long) {
        val start = System.nanoTime()
        pause(poller, STANDSTILL_NANOS)
        if (isStandstillReported || System.nanoTime() - start < STANDSTILL_NANOS) return
        isStandstillReported = true
        LoopLog.warn(
            "Virtual time stands still: ${outside.get()} pieces of work outside the loop (in executors, or futures " +
                "that are not the loop's) are awaited, and the next timer, at $deadline ns, waits for them. " +
                "If a timer is to complete such a future, make it with createFuture()",
            null,
        )
    }

    /** Virtual time stands still while outside work is under way, whose result may come before the next timer. */
    private fun mayJumpTo(deadline: Long): Boolean =
        clock is VirtualClock && deadline != TimerQueue.NEVER && outside.get() == 0

    private companion object {
        const val MOST_STEPS = 61
        val MOST_NANOS: Long = TimeUnit.MICROSECONDS.toNanos(50)
        val STANDSTILL_NANOS: Long = TimeUnit.SECONDS.toNanos(2)
    }
}
