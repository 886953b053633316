package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.ThreadState

/**
 * What is to be closed when a stretch of a linear body is left: the last opened first. Stretches are nested: the body
 * itself, its scopes, its runs of generators. For the thread of the body.
 */
@InternalMenaiApi
public class Cleanups private constructor(private val task: LinearTask<*>) {
    private val outer = task.cleanups
    private var last: Entry? = null

    /** The place of something open among what was opened before and after it. For the thread of the body. */
    public inner class Entry internal constructor(internal val cleanup: AutoCloseable) {
        internal var before: Entry? = last
        internal var after: Entry? = null
        private var isIn = true

        /** Forgets it, as it has been closed or need not be; without effect from the second time on. */
        public fun remove() {
            if (!isIn) return
            isIn = false
            before?.after = after
            if (after == null) last = before else after?.before = before
            before = null
            after = null
        }
    }

    public fun add(cleanup: AutoCloseable): Entry {
        val entry = Entry(cleanup)
        last?.after = entry
        last = entry
        return entry
    }

    /** Closes everything and ends the stretch; returns what comes out of it, after [failure] if that is not null. */
    public fun leave(failure: Throwable?): Throwable? {
        var out = failure
        while (true) {
            val entry = last ?: break
            entry.remove()
            try {
                entry.cleanup.close()
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
