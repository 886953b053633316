package dev.menai.engine.loop

import java.util.concurrent.TimeUnit

/** Something that the [Watchdog] looks at from time to time, on its thread. */
internal interface Watch {
    /** The loop that this is about; null when it is about nothing right now. */
    val loop: Loop?

    /** Whether it is to be looked at often. */
    val isUrgent: Boolean

    /** Looks, and reports what has to be; returns false when there is nothing to look at any more, and it is to go. */
    fun look(): Boolean

    /** Who stands here in `System.exit`, or null. */
    fun holderInExit(): Holder? = null

    /** Called when it has gone because of that. */
    fun gone(): Unit = Unit

    companion object {
        val LIMIT: Long = TimeUnit.SECONDS.toNanos(5)

        /** How long a step of [loop] may take before it is named. */
        fun limitOf(loop: Loop): Long = if (loop.isDebug) minOf(loop.slowStepNanos, LIMIT) else LIMIT
    }
}
