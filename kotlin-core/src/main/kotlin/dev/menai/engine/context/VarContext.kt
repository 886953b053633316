package dev.menai.engine.context

import dev.menai.engine.InternalMenaiApi
import java.util.concurrent.atomic.AtomicReference

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
    /** Keys and values in turn; empty in an [overlay]. */
    @Volatile private var table: Array<Any?>,
    carried: Carried,
    /** What code in this context has of the Kotlin coroutine that called it; null for nothing. */
    @JvmField
    public val elements: CallerElements?,
    private val overlay: Overlay?,
) {
    /** Another context, but for the value of one variable. */
    private class Overlay(val base: VarContext, val key: Any, val value: AtomicReference<Any?>)

    @Volatile
    private var ownCarried = carried

    /** What threads hold in this context, as the last one had it that left it. */
    public var carried: Carried
        get() = overlay?.base?.carried ?: ownCarried
        set(now) {
            if (overlay == null) ownCarried = now else overlay.base.carried = now
        }

    /** The object that Java users hold for this context, made when they first ask. */
    @JvmField
    @Volatile
    public var facade: Any? = null

    public constructor() : this(NOTHING, Carried.NONE, null, null)

    public fun copy(): VarContext = with(elements)

    /** Returns a copy for what is made by code in this context, which is called in the thread of that code. */
    public fun copyForChild(): VarContext = with(elements?.forChild())

    /** Returns a copy with [elements] instead of its own. */
    public fun with(elements: CallerElements?): VarContext = VarContext(seen(), carried, elements, null)

    /** Returns this very context, but for the value of [key], which is in [value] and is set there. */
    public fun overlaid(key: Any, value: AtomicReference<Any?>): VarContext =
        VarContext(NOTHING, Carried.NONE, elements, Overlay(this, key, value))

    /** The context that this one is laid over, at the bottom; else this one itself. */
    public val base: VarContext get() = overlay?.base?.base ?: this

    /** Returns the table of what is seen here. */
    private fun seen(): Array<Any?> {
        if (overlay == null) return table
        return overlay.base.seen().with(overlay.key, overlay.value.get())
    }

    public val size: Int get() = seen().size / 2

    public operator fun contains(key: Any): Boolean = get(key) !== ABSENT

    /** Returns the value of [key], or [ABSENT]. */
    public operator fun get(key: Any): Any? {
        if (overlay != null) return if (overlay.key === key) overlay.value.get() else overlay.base[key]
        val entries = table
        val at = position(entries, key)
        return if (at < 0) ABSENT else entries[at + 1]
    }

    /** Sets [key] to [value], or removes it when that is [ABSENT]; returns what was there before, or [ABSENT]. */
    public fun set(key: Any, value: Any?): Any? {
        val over = overlay ?: return put(key, value)
        return if (over.key === key) over.value.getAndSet(value) else over.base.set(key, value)
    }

    @Synchronized
    private fun put(key: Any, value: Any?): Any? {
        val entries = table
        table = entries.with(key, value)
        val at = position(entries, key)
        return if (at < 0) ABSENT else entries[at + 1]
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

        /** Returns these entries with [value] for [key], or without it when that is [ABSENT]. */
        private fun Array<Any?>.with(key: Any, value: Any?): Array<Any?> {
            val at = position(this, key)
            return when {
                at >= 0 -> if (value === ABSENT) without(at) else copyOf().also { it[at + 1] = value }

                value === ABSENT -> this

                else ->
                    copyOf(size + 2).also {
                        it[size] = key
                        it[size + 1] = value
                    }
            }
        }

        private fun Array<Any?>.without(at: Int): Array<Any?> {
            val shorter = arrayOfNulls<Any?>(size - 2)
            copyInto(shorter, 0, 0, at)
            copyInto(shorter, at, at + 2, size)
            return shorter
        }
    }
}
