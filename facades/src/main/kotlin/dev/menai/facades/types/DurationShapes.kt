package dev.menai.facades.types

private const val KOTLIN_DURATION = "kotlin.time.Duration"
internal val JAVA_DURATION = Types.named("java.time.Duration")

/** A duration of Kotlin that arrives as an object is one of Java. */
internal val durationsToJava =
    ShapeRule { type, _ ->
        if (type.name.canonical != KOTLIN_DURATION) return@ShapeRule null
        Shape(JAVA_DURATION.withNullness(type.nullable)) { names, value -> "${names.of(FACADE_CALLS)}.toJava($value)" }
    }

/** A duration of Kotlin that is taken as an object is one of Java. */
internal val durationsToKotlin =
    ShapeRule { type, _ ->
        if (type.name.canonical != KOTLIN_DURATION) return@ShapeRule null
        Shape(JAVA_DURATION.withNullness(type.nullable)) { names, value ->
            "${names.of(FACADE_CALLS)}.toKotlin($value)"
        }
    }
