package dev.menai.engine.loop

import java.math.BigDecimal
import java.util.concurrent.TimeUnit

/** Lengths of time in messages. */
internal object Lengths {
    private val SECOND = TimeUnit.SECONDS.toNanos(1)
    private const val DIGITS_OF_MILLIS = 6
    private const val DIGITS_OF_SECONDS = 9

    /** Returns [nanos] as milliseconds below a second, as seconds from there on. */
    fun text(nanos: Long): String =
        if (nanos < SECOND) "${of(nanos, DIGITS_OF_MILLIS)} ms" else "${of(nanos, DIGITS_OF_SECONDS)} s"

    private fun of(nanos: Long, digits: Int) = BigDecimal.valueOf(nanos, digits).stripTrailingZeros().toPlainString()
}
