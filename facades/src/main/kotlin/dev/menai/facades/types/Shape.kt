package dev.menai.facades.types

/** Writes the expression that makes one form of another; what it is given is a simple expression and not null. */
internal typealias Conversion = (names: Names, expression: String) -> String

/** How a type of a Kotlin signature stands in a facade: as itself if [conversion] is null. */
internal class Shape(val facade: JavaType, val conversion: Conversion? = null) {
    /** Writes the conversion of a variable, of which null stays null. */
    fun convert(names: Names, variable: String): String {
        val convert = conversion ?: return variable
        return if (facade.nullable) {
            "$variable == null ? null : ${convert(
                names,
                variable,
            )}"
        } else {
            convert(names, variable)
        }
    }

    /** Writes a lambda that converts, or null if there is nothing to convert. */
    fun lambda(names: Names): String? {
        if (conversion == null) return null
        val variable = names.fresh("value")
        return "$variable -> " + names.within(listOf(variable)) { convert(names, variable) }
    }
}

/** The ways in which types of Kotlin signatures stand in facades. */
internal interface Shapes {
    /** The shape of a reference that Kotlin hands out. */
    fun toJava(type: JavaType): Shape

    /** The shape of a reference that Kotlin takes. */
    fun toKotlin(type: JavaType): Shape
}

/** The shapes that have a file of their own here, tried one after the other. */
internal fun interface ShapeRule {
    /** Returns the shape of [type], or null if it is none of this rule's. */
    fun shape(type: ClassType, all: Shapes): Shape?
}
