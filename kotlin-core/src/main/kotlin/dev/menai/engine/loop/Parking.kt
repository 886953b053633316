package dev.menai.engine.loop

import java.util.concurrent.locks.LockSupport

/**
 * Parks a thread on which a body may stand. A virtual thread whose stack is deep cannot be put aside, and says so by a
 * `StackOverflowError`; then it keeps its carrier and looks again and again. As with any `park`, whoever calls this looks
 * whether what he waits for is there.
 */
internal object Parking {
    private const val PAUSE_MILLIS = 1L

    fun park(blocker: Any? = null) {
        try {
            LockSupport.park(blocker)
        } catch (_: StackOverflowError) {
            pause()
        }
    }

    fun parkNanos(blocker: Any?, nanos: Long) {
        try {
            LockSupport.parkNanos(blocker, nanos)
        } catch (_: StackOverflowError) {
            pause()
        }
    }

    /** Waiting on a monitor does not need to put the stack aside. */
    private fun pause() {
        val monitor = Any()
        try {
            @Suppress("PLATFORM_CLASS_MAPPED_TO_KOTLIN") // one of Kotlin cannot wait
            synchronized(monitor) { (monitor as Object).wait(PAUSE_MILLIS) }
        } catch (_: InterruptedException) {
            Thread.currentThread().interrupt() // as park leaves it
        } catch (_: StackOverflowError) {
            Thread.onSpinWait() // whatever it takes: the turn belongs to somebody else
        }
    }
}
