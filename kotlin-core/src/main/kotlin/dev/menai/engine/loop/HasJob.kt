package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import kotlinx.coroutines.Job

/** Something that a loop knows, and that coroutines do. */
@InternalMenaiApi
public fun interface HasJob {
    /** Returns the job of those coroutines, if there is one yet. */
    public fun knownJob(): Job?
}
