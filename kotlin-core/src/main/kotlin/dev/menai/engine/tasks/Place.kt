package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.ThreadState

/** A place in the run of a linear body: its task and the scope that it stands in. */
@InternalMenaiApi
public class Place private constructor(private val task: LinearTask<*>, private val scope: LinearOccupant?) {
    /** Whether the calling code runs in this very place: not in another task, nor in a scope that was entered since. */
    public fun isHere(): Boolean = ThreadState.current().task === task && task.innermost === scope

    public companion object {
        /** Returns where the calling body stands, as [word] needs it; throws outside of a body. */
        @JvmStatic
        public fun here(word: String): Place {
            val task = Awaiting.bodyOn(ThreadState.current(), word)
            return Place(task, task.innermost)
        }
    }
}
