package dev.menai.engine.loop

/**
 * Looks whether the stack has room for what must not be left half done, before that begins: a `StackOverflowError` in the
 * midst of passing the turn on could not be undone. Throws one now, if it is near.
 */
internal object StackRoom {
    private const val FEW = 16
    private const val MANY = 256

    /** Room to queue a task that is made, or for a body to wait. */
    fun require() {
        descend(FEW, 1, 2, 3, 4)
    }

    /** Room to end what a scope holds, which is asked for after a failure alone: that may have come from the end of the stack. */
    fun requireAfterFailure() {
        descend(MANY, 1, 2, 3, 4)
    }

    /** What is added after the call keeps it from being a loop. */
    private fun descend(frames: Int, a: Long, b: Long, c: Long, d: Long): Long =
        if (frames == 0) a else descend(frames - 1, b, c, d, a) + a - d
}
