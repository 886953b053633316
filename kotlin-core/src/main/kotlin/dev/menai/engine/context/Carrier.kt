package dev.menai.engine.context

import dev.menai.engine.InternalMenaiApi

/**
 * A kind of value that threads hold, such as a thread-local, and that goes with contexts all the same.
 *
 * Every method is called on the thread that it is about. Thread-safe.
 */
@InternalMenaiApi
public abstract class Carrier {
    /** Whether this carrier has thrown and that has been reported. */
    @Volatile
    @JvmField
    internal var isReported: Boolean = false

    /**
     * Returns what this thread holds, [VarContext.ABSENT] for nothing. [known] is what it held at an earlier look: it is
     * to be returned itself when that is still so.
     */
    public abstract fun capture(known: Any?): Any?

    /** Has this thread hold [value], which was captured on any thread, or nothing for [VarContext.ABSENT]. */
    public abstract fun install(value: Any?)

    /** Notes a failure of this carrier; returns whether it is the first one. */
    public fun failsFirst(): Boolean = !isReported.also { isReported = true }
}
