package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi

/**
 * A linear body as a loop sees it: run once, on a thread that stays with it whenever it has to wait.
 *
 * As an entry of the ready queue it stands for its start while [seat] is null, and for its resumption afterwards.
 */
@InternalMenaiApi
public interface LinearStep :
    Runnable,
    Interruptible {
    /** The thread that the body stands on, from its start to its end. */
    public var seat: Seat?

    /** Ends the body with [failure] before it has started. */
    public fun refuse(failure: Throwable)
}

/** A step that may resume a linear body in its own place in the queue instead of at the end. */
internal interface Wakeup : Runnable {
    /** Does what is to be done and returns the body that is to go on now, if there is one. */
    fun fire(): LinearStep?
}
