package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import java.util.concurrent.TimeUnit

/**
 * Which thread is in a coroutine. It may go on in another thread before the one that it came from has left it; where
 * only the old thread knows how things stand, the new one waits until it has left, a matter of microseconds.
 */
@InternalMenaiApi
public class Occupancy {
    @Volatile
    private var occupant: Thread? = null

    /** Whether the calling thread is in. */
    public val isHere: Boolean get() = occupant === Thread.currentThread()

    /** Has the calling thread be in, once no other one is; returns false when it is already. */
    public fun enter(): Boolean {
        if (isHere) return false
        if (occupant != null) awaitLeave()
        occupant = Thread.currentThread()
        return true
    }

    /** Has nobody be in any more, if the calling thread is. */
    public fun leave() {
        if (occupant != null && isHere) occupant = null
    }

    private fun awaitLeave() {
        val start = System.nanoTime()
        // who has not left after that time is in on purpose: two threads run the coroutine, which is not for us to stop
        while (occupant != null && System.nanoTime() - start < PATIENCE_NANOS) Thread.yield()
    }

    private companion object {
        val PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1)
    }
}
