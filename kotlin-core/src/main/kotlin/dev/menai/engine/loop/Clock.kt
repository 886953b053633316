package dev.menai.engine.loop

/** The time of a loop, in nanoseconds from an arbitrary origin; it never goes back. */
internal fun interface Clock {
    fun now(): Long
}

internal object SystemClock : Clock {
    private val origin = System.nanoTime()

    override fun now(): Long = System.nanoTime() - origin
}

/** A clock that stands still until its loop, having nothing else to do, moves it to the next deadline. */
internal class VirtualClock : Clock {
    @Volatile
    private var time = 0L

    override fun now(): Long = time

    fun advanceTo(deadline: Long) {
        if (deadline > time) time = deadline
    }
}
