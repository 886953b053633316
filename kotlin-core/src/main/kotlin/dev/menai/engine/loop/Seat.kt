package dev.menai.engine.loop

import java.util.concurrent.locks.LockSupport

/** A thread's place to wait until it is its turn. One thread waits here, any may grant. */
public class Seat internal constructor(@JvmField internal val thread: Thread) {
    @Volatile
    private var granted = false

    /** Lets the thread go on; what the caller wrote before, it will see. */
    internal fun grant() {
        granted = true
        LockSupport.unpark(thread)
    }

    /** Waits for the grant. An interrupt does not end the wait: it is handed to [interrupted], or dropped. */
    internal fun awaitGrant(interrupted: Interruptible?) {
        while (!granted) {
            LockSupport.park(this)
            if (Thread.interrupted()) interrupted?.threadInterrupted()
        }
        granted = false
    }

    /** Waits for the grant, [nanos] at the most; returns whether it came. */
    internal fun awaitGrant(nanos: Long): Boolean {
        val deadline = System.nanoTime() + nanos
        while (!granted) {
            val left = deadline - System.nanoTime()
            if (left <= 0) return false
            LockSupport.parkNanos(this, left)
            Thread.interrupted()
        }
        granted = false
        return true
    }
}
