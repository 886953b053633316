package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi

/** A place among [Registrations]. */
@InternalMenaiApi
public abstract class Registration internal constructor() {
    internal var previous: Registration? = null
    internal var next: Registration? = null

    /** Whether this one has left its list; guarded by that. */
    internal var isOut = false

    /** Whether cancelling somebody else who waits must leave the future alone because of this one. */
    internal open val countsOnFuture: Boolean get() = true
}
