package dev.menai.facades.types

/** Types that have a facade change hands as it; [facades] tells by canonical names. */
internal class WrappedShapes(private val facades: Map<String, ClassName>) {
    val toJava =
        ShapeRule { type, _ ->
            facade(type)?.let { facade ->
                Shape(facade) { names, value -> "${names.of(facade.name)}.of($value)" }
            }
        }

    val toKotlin =
        ShapeRule { type, _ -> facade(type)?.let { Shape(it) { _, value -> "$value.unwrap()" } } }

    private fun facade(type: ClassType): ClassType? = facades[type.name.canonical]?.let { type.copy(name = it) }
}
