package dev.menai.engine.loop

/** The cause of somebody's failure, whatever its methods throw: who looks into a failure must still pass it on. */
internal object SafeCause {
    /** Returns the cause of [failure]; null if there is none, or it cannot be had. */
    fun of(failure: Throwable): Throwable? = try {
        failure.cause
    } catch (_: Throwable) {
        null // the failure itself is what counts
    }
}
