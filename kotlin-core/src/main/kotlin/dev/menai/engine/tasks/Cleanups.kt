package dev.menai.engine.tasks

import dev.menai.engine.loop.ThreadState

/** What is to be closed when a body, or a scope in it, is left: the last opened first. For one thread at a time. */
public class Cleanups internal constructor() {
    private val open = ArrayList<AutoCloseable>()

    public fun add(cleanup: AutoCloseable) {
        open.add(cleanup)
    }

    public fun remove(cleanup: AutoCloseable) {
        val at = open.indexOfLast { it === cleanup }
        if (at >= 0) open.removeAt(at)
    }

    /** Closes everything; returns [failure], or the first failure of closing, with the others suppressed in it. */
    internal fun closeAll(failure: Throwable?): Throwable? {
        var first = failure
        while (open.isNotEmpty()) {
            try {
                open.removeAt(open.lastIndex).close()
            } catch (other: Throwable) {
                if (first == null) {
                    first = other
                } else if (first !== other) {
                    first.addSuppressed(other)
                }
            }
        }
        return first
    }

    public companion object {
        /** Returns what is closed when the place where this thread's body stands is left; [word] asks for it. */
        @JvmStatic
        public fun here(word: String): Cleanups = Awaiting.bodyOn(ThreadState.current(), word).cleanupsHere()
    }
}
