package dev.menai.engine.context

import dev.menai.engine.InternalMenaiApi

/**
 * The values of the context variables that a task, a callback or a thread sees, and what threads [hold][Carried] there.
 *
 * A context is a mutable holder of an immutable table, so that [copy] costs one small object whatever the number of
 * variables. Tables are short in practice: look-up is a scan by identity, a change copies the table.
 *
 * Thread-safe: a change is atomic, and seen by whoever reads afterwards.
 */
@InternalMenaiApi
public class VarContext private constructor(
    /** Keys and values in turn. */
    @Volatile private var table: Array<Any?>,
    /** What threads hold in this context, as the last one had it that left it. */
    @Volatile
    @JvmField
    public var carried: Carried,
    /** What code in this context has of the Kotlin coroutine that called it; null for nothing. */
    @JvmField
    public val elements: CallerElements?,
) {
    /** The object that Java users hold for this context, made when they first ask. */
    @JvmField
    @Volatile
    public var facade: Any? = null

    public constructor() : this(NOTHING, Carried.NONE, null)

    public fun copy(): VarContext = with(elements)

    /** Returns a copy for what is made by code in this context, which is called in the thread of that code. */
    public fun copyForChild(): VarContext = with(elements?.forChild())

    /** Returns a copy with [elements] instead of its own. */
    public fun with(elements: CallerElements?): VarContext = VarContext(table, carried, elements)

    public val size: Int get() = table.size / 2

    public operator fun contains(key: Any): Boolean = get(key) !== ABSENT

    /** Returns the value of [key], or [ABSENT]. */
    public operator fun get(key: Any): Any? {
        val entries = table
        val at = position(entries, key)
        return if (at < 0) ABSENT else entries[at + 1]
    }

    /** Sets [key] to [value], or removes it when that is [ABSENT]; returns what was there before, or [ABSENT]. */
    @Synchronized
    public fun set(key: Any, value: Any?): Any? {
        val entries = table
        val at = position(entries, key)
        if (at >= 0) {
            val previous = entries[at + 1]
            table = if (value === ABSENT) entries.without(at) else entries.copyOf().also { it[at + 1] = value }
            return previous
        }
        if (value !== ABSENT) {
            val longer = entries.copyOf(entries.size + 2)
            longer[entries.size] = key
            longer[entries.size + 1] = value
            table = longer
        }
        return ABSENT
    }

    public companion object {
        /** Stands for "no value", which is not the same as null. */
        @JvmField
        public val ABSENT: Any = Any()

        private val NOTHING = arrayOfNulls<Any?>(0)

        private fun position(entries: Array<Any?>, key: Any): Int {
            var at = 0
            while (at < entries.size) {
                if (entries[at] === key) return at
                at += 2
            }
            return -1
        }

        private fun Array<Any?>.without(at: Int): Array<Any?> {
            val shorter = arrayOfNulls<Any?>(size - 2)
            copyInto(shorter, 0, 0, at)
            copyInto(shorter, at, at + 2, size)
            return shorter
        }
    }
}
