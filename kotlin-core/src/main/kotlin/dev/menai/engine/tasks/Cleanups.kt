package dev.menai.engine.tasks

import dev.menai.engine.loop.ThreadState

/**
 * What is to be closed when a stretch of a linear body is left: the last opened first. Stretches are nested: the body
 * itself, its scopes, its runs of generators. For the thread of the body.
 */
public class Cleanups private constructor(private val task: LinearTask<*>) {
    private val outer = task.cleanups
    private val open = ArrayList<AutoCloseable>(0)

    public fun add(cleanup: AutoCloseable) {
        open.add(cleanup)
    }

    public fun remove(cleanup: AutoCloseable) {
        val at = open.indexOfLast { it === cleanup }
        if (at >= 0) open.removeAt(at)
    }

    /** Closes everything and ends the stretch; returns what comes out of it, after [failure] if that is not null. */
    public fun leave(failure: Throwable?): Throwable? {
        var out = failure
        while (open.isNotEmpty()) {
            try {
                open.removeAt(open.lastIndex).close()
            } catch (other: Throwable) {
                out = Failures.joined(out, other)
            }
        }
        task.cleanups = outer
        return out
    }

    public companion object {
        /** Begins a stretch of the body that this thread runs; [word] asks for it. */
        @JvmStatic
        public fun enter(word: String): Cleanups = enter(Awaiting.bodyOn(ThreadState.current(), word))

        internal fun enter(task: LinearTask<*>): Cleanups = Cleanups(task).also { task.cleanups = it }

        /** Returns the innermost stretch of the body that this thread runs; [word] asks for it. */
        @JvmStatic
        public fun here(word: String): Cleanups {
            val task = Awaiting.bodyOn(ThreadState.current(), word)
            return task.cleanups ?: enter(task)
        }
    }
}
