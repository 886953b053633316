package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi

/** Takes the interrupt of a thread that waits for its turn, in place of an exception. */
@InternalMenaiApi
public fun interface Interruptible {
    public fun threadInterrupted()

    /** Passes the interrupt on; what hears of it cannot disturb the thread. */
    public fun interrupt() {
        try {
            threadInterrupted()
        } catch (failure: Throwable) {
            LoopLog.failure(
                "The interrupt of a waiting thread could not be passed on to all who are concerned",
                failure,
            )
        }
    }
}
