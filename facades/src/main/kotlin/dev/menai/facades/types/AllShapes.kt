package dev.menai.facades.types

/** All rules, for facades of [facades], by the canonical names of their Kotlin types. */
internal class AllShapes(facades: Map<String, ClassName>) : Shapes {
    private val wrapped = WrappedShapes(facades)
    private val handedOut = listOf(wrapped.toJava, flowsToJava, functionsToJava, durationsToJava)
    private val taken = listOf(wrapped.toKotlin, flowsToKotlin, lambdasToKotlin, durationsToKotlin)

    override fun toJava(type: JavaType): Shape = first(handedOut, type)

    override fun toKotlin(type: JavaType): Shape = first(taken, type)

    private fun first(rules: List<ShapeRule>, type: JavaType): Shape =
        (type as? ClassType)?.let { rules.firstNotNullOfOrNull { rule -> rule.shape(it, this) } } ?: Shape(type)
}
