package dev.menai.internal.bridge

import dev.menai.engine.InternalMenaiApi
import kotlin.time.Duration
import kotlin.time.toJavaDuration
import kotlin.time.toKotlinDuration
import java.time.Duration as JavaDuration

/** Durations of Kotlin and of Java; those of Kotlin are bare in byte code, a `long`, or objects. */
@InternalMenaiApi
public object Durations {
    @JvmStatic
    @JvmName("toKotlinValue")
    public fun toKotlinValue(duration: JavaDuration): Duration = duration.toKotlinDuration()

    @JvmStatic
    public fun toKotlin(duration: JavaDuration): Any = duration.toKotlinDuration()

    @JvmStatic
    @JvmName("toJavaValue")
    public fun toJavaValue(duration: Duration): JavaDuration = duration.toJavaDuration()

    @JvmStatic
    public fun toJava(duration: Any): JavaDuration = (duration as Duration).toJavaDuration()
}
