package dev.menai.engine.context

import dev.menai.engine.InternalMenaiApi

/** What a thread held for each of [carriers] when it was looked at. Immutable. */
@InternalMenaiApi
public class Carried internal constructor(private val carriers: Array<Carrier>, private val values: Array<Any?>) {
    public val size: Int get() = carriers.size

    public fun carrier(at: Int): Carrier = carriers[at]

    /** Returns the value of [carrier], which probably stands at [at]; [VarContext.ABSENT] when there is none. */
    public fun value(at: Int, carrier: Carrier): Any? {
        if (at < carriers.size && carriers[at] === carrier) return values[at]
        val place = carriers.indexOf(carrier)
        return if (place < 0) VarContext.ABSENT else values[place]
    }

    /** Returns these carriers with what [look] says that they hold now: [known] itself when that is the same. */
    public fun capture(known: Carried, look: (Carrier, Any?) -> Any?): Carried {
        var changed = if (known.carriers === carriers) null else values.copyOf()
        for (at in carriers.indices) {
            val before = known.value(at, carriers[at])
            val now = look(carriers[at], before)
            if (changed == null && now !== before) changed = known.values.copyOf()
            if (changed != null) changed[at] = now
        }
        return if (changed == null) known else Carried(carriers, changed)
    }

    /** Returns the nothing of these carriers and one more. */
    public fun with(carrier: Carrier): Carried = nothing(arrayOf(*carriers, carrier))

    /** Returns the nothing of these carriers without [carrier]. */
    public fun without(carrier: Carrier): Carried = nothing(carriers.filter { it !== carrier }.toTypedArray())

    public companion object {
        /** Without any carriers. */
        @JvmField
        public val NONE: Carried = Carried(emptyArray(), emptyArray())

        private fun nothing(carriers: Array<Carrier>) =
            if (carriers.isEmpty()) NONE else Carried(carriers, Array(carriers.size) { VarContext.ABSENT })
    }
}
