package dev.menai.facades.types

private const val FUNCTION = "java.util.function.Function"
private val FUTURE_FUNCTIONS = listOf("java.util.function.Supplier", FUNCTION, "java.util.function.BiFunction")

/**
 * A suspend lambda that Kotlin hands out is a function that returns a future. One whose argument or value has another
 * shape in Java converts it, and so does a function that does not suspend; they must have one parameter for that.
 */
internal val functionsToJava =
    ShapeRule { type, all ->
        if (!type.name.canonical.startsWith(FUNCTION_PREFIX)) return@ShapeRule null
        val given = type.arguments.dropLast(1).map { it.asGiven() }
        val continuation = given.lastOrNull() as? ClassType
        if (continuation?.name?.canonical == CONTINUATION) {
            val result = continuation.arguments.singleOrNull()?.asGiven() ?: return@ShapeRule null
            suspending(type, HandedOut(given.dropLast(1), result, all))
        } else {
            converting(type, HandedOut(given, type.arguments.last().asItem(), all))
        }
    }

/** The parameters and the value of a function, and how they stand in a facade. */
private class HandedOut(val parameters: List<JavaType>, val result: JavaType, all: Shapes) {
    val taken = parameters.map { all.toKotlin(it) }
    val returned = all.toJava(result)
    val isAction = (result as? ClassType)?.name?.canonical == UNIT
    val converts = (taken + returned).any { it.conversion != null }

    /** Writes what is between a function of Kotlin's argument and one of the facade's. */
    fun composition(names: Names): String {
        val argument = taken.single()
        return argument.lambda(names)?.let { ".<${names.of(argument.facade.boxed())}>compose($it)" }.orEmpty()
    }
}

private fun suspending(type: ClassType, function: HandedOut): Shape? {
    if (function.converts && function.parameters.size != 1) return null
    val functional = FUTURE_FUNCTIONS.getOrNull(function.parameters.size) ?: return null
    val future = Types.future(if (function.isAction) Types.VOID else function.returned.facade)
    val facade = Types.named(functional).copy(arguments = function.taken.map { it.facade.boxed() } + future)
    return Shape(facade.withNullness(type.nullable)) { names, value ->
        val types = function.parameters + listOf(function.result).filter { !function.isAction }
        val witness = if (types.isEmpty()) "" else types.joinToString(", ", "<", ">") { names.of(it.boxed()) }
        val made = "${names.of(FUNCTIONS)}.$witness${if (function.isAction) "running" else "calling"}($value)"
        if (function.converts) made + function.composition(names) + afterFuture(names, function) else made
    }
}

private fun afterFuture(names: Names, function: HandedOut): String {
    val future = names.fresh("future")
    return names.within(listOf(future)) {
        function.returned
            .lambda(names)
            ?.let { ".andThen($future -> ${names.of(FACADE_CALLS)}.converted($future, $it))" }
            .orEmpty()
    }
}

/** What needs no conversion stays a function of Kotlin. */
private fun converting(type: ClassType, function: HandedOut): Shape? {
    if (!function.converts || function.isAction || function.parameters.size != 1) return null
    val facade = Types.named(FUNCTION, function.taken.single().facade.boxed(), function.returned.facade.boxed())
    return Shape(facade.withNullness(type.nullable)) { names, value ->
        val kotlin = Types.named(FUNCTION, function.parameters.single().boxed(), function.result.boxed())
        val after = function.returned.lambda(names)?.let { ".andThen($it)" }.orEmpty()
        "((${names.of(kotlin)}) $value::invoke)" + function.composition(names) + after
    }
}
