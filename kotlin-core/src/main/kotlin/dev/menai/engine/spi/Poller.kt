package dev.menai.engine.spi

import dev.menai.engine.InternalMenaiApi

/**
 * What waits for the outside world on behalf of a loop: sockets, pipes, files.
 *
 * A confined loop polls where its thread would park for lack of anything to do, and now and then in between; a parallel
 * one has a thread for it. A poller enqueues what is ready and runs nothing itself: what that completes would run its
 * dependents outside any step.
 */
@InternalMenaiApi
public interface Poller : AutoCloseable {
    /** Whether anything is to be waited for; if not, the loop parks. For the thread that polls. */
    public val isWanted: Boolean

    /**
     * Waits for something to be ready, [nanos] at the most, not at all if that is 0, without end if it is
     * [Long.MAX_VALUE], and enqueues it. Returns early after a [wakeup], and when the thread is interrupted, whose flag
     * it leaves set. One thread at a time calls this, but not always the same.
     */
    public fun poll(nanos: Long)

    /** Ends a [poll] that waits. Any thread calls this. */
    public fun wakeup()

    /** Fails what is waited for, since the loop is closed. No thread polls then, or will. */
    override fun close()
}
