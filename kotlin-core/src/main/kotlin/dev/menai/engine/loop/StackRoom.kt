package dev.menai.engine.loop

/**
 * Looks whether the stack has room for what a body must do to wait, before it begins to: a `StackOverflowError` in the midst of
 * passing the turn on could not be undone.
 */
internal object StackRoom {
    private const val FRAMES = 16

    /** Throws a [StackOverflowError] now, if that is near. */
    fun require() {
        descend(FRAMES, 1, 2, 3, 4)
    }

    /** What is added after the call keeps it from being a loop. */
    private fun descend(frames: Int, a: Long, b: Long, c: Long, d: Long): Long =
        if (frames == 0) a else descend(frames - 1, b, c, d, a) + a - d
}
