package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater
import java.util.concurrent.locks.LockSupport

/** A thread's place to wait until it is its turn. One thread waits here, any may grant. */
@InternalMenaiApi
public class Seat internal constructor(@JvmField internal val thread: Thread) {
    /** What the thread is doing, for its own use: saves looking it up. */
    @JvmField
    internal var state: ThreadState? = null

    /** Whether a body holds the thread: see [Workers.hold]. For who has acquired it, and then the thread itself. */
    @JvmField
    internal var isHeld: Boolean = false

    /**
     * 1 from the grant until the thread has taken it. A grant must be seen before the `unpark` that follows it, which
     * need not bring a fence: for a virtual thread whose permit is there already it only reads. Taking it back may be
     * seen late, at the latest with what the thread does to be granted again.
     */
    @Volatile
    @JvmField
    internal var granted: Int = 0

    /** Lets the thread go on; what the caller wrote before, it will see. */
    internal fun grant() {
        granted = 1
        LockSupport.unpark(thread)
    }

    /** Waits for the grant. An interrupt does not end the wait: it is handed to [interrupted], or dropped. */
    internal fun awaitGrant(interrupted: Interruptible?) {
        while (granted == 0) {
            Parking.park()
            if (Thread.interrupted()) interrupted?.interrupt()
        }
        GRANTED.lazySet(this, 0)
    }

    /** Waits for the grant, [nanos] at the most; returns whether it came. */
    internal fun awaitGrant(nanos: Long): Boolean {
        val deadline = System.nanoTime() + nanos
        while (granted == 0) {
            val left = deadline - System.nanoTime()
            if (left <= 0) return false
            Parking.parkNanos(this, left)
            Thread.interrupted()
        }
        GRANTED.lazySet(this, 0)
        return true
    }

    private companion object {
        val GRANTED: AtomicIntegerFieldUpdater<Seat> =
            AtomicIntegerFieldUpdater.newUpdater(Seat::class.java, "granted")
    }
}
