package dev.menai.facades.types

internal const val CONTINUATION = "kotlin.coroutines.Continuation"
internal const val FUNCTIONS = "dev.menai.kotlin.Functions"
private const val SUSPEND_LAMBDAS = "dev.menai.kotlin.SuspendLambdas"
internal const val FUNCTION_PREFIX = "kotlin.jvm.functions.Function"
internal const val UNIT = "kotlin.Unit"

/** The functional type of Java for code with so many parameters, and the name of its method. */
private class Functional(val type: String, val method: String)

private val SUSPEND_FUNCTIONS = functionals("dev.menai.function.Throwing", "Supplier" to "get", "Function" to "apply")
private val SUSPEND_ACTIONS = functionals("dev.menai.function.Throwing", "Runnable" to "run", "Consumer" to "accept")
private val PLAIN_FUNCTIONS =
    functionals("java.util.function.", "Supplier" to "get", "Function" to "apply").take(3) +
        Functional("dev.menai.function.TriFunction", "apply")
private val PLAIN_ACTIONS =
    listOf(Functional("java.lang.Runnable", "run")) +
        functionals("java.util.function.", "Runnable" to "run", "Consumer" to "accept").subList(1, 3)

private fun functionals(prefix: String, none: Pair<String, String>, some: Pair<String, String>): List<Functional> =
    listOf(Functional(prefix + none.first, none.second)) +
        listOf("", "Bi", "Tri").map { Functional(prefix + it + some.first, some.second) }

/** A lambda that Kotlin takes is a functional type of Java; if it suspends, its body is linear code. */
internal val lambdasToKotlin =
    ShapeRule { type, all ->
        if (!type.name.canonical.startsWith(FUNCTION_PREFIX)) return@ShapeRule null
        val given = type.arguments.dropLast(1).map { it.asGiven() }
        val continuation = given.lastOrNull() as? ClassType
        if (continuation?.name?.canonical == CONTINUATION) {
            suspendLambda(type, given.dropLast(1), continuation.arguments.single().asGiven(), all)
        } else {
            plainLambda(type, given, type.arguments.last().asItem(), all)
        }
    }

private fun suspendLambda(type: ClassType, given: List<JavaType>, result: JavaType, all: Shapes): Shape? {
    val isAction = (result as? ClassType)?.name?.canonical == UNIT
    val functional = (if (isAction) SUSPEND_ACTIONS else SUSPEND_FUNCTIONS).getOrNull(given.size) ?: return null
    return lambda(type, functional, given, result.takeUnless { isAction }, all, listOf(WildcardType(null))) {
            names,
            witness,
        ->
        "${names.of(SUSPEND_LAMBDAS)}.$witness" + if (isAction) "action" else "lambda"
    }
}

private fun plainLambda(type: ClassType, given: List<JavaType>, result: JavaType, all: Shapes): Shape? {
    val isAction = (result as? ClassType)?.name?.canonical == UNIT
    val functional = (if (isAction) PLAIN_ACTIONS else PLAIN_FUNCTIONS).getOrNull(given.size) ?: return null
    return lambda(type, functional, given, result.takeUnless { isAction }, all, emptyList()) { names, witness ->
        "${names.of(FUNCTIONS)}.$witness" + if (isAction) "action" else "function"
    }
}

private fun lambda(
    type: ClassType,
    functional: Functional,
    given: List<JavaType>,
    result: JavaType?,
    all: Shapes,
    thrown: List<JavaType>,
    maker: (names: Names, witness: String) -> String,
): Shape {
    val arguments = given.map { all.toJava(it) }
    val returned = result?.let { all.toKotlin(it) }
    val facade =
        Types.named(functional.type).copy(
            arguments = arguments.map { accepting(it.facade) } +
                listOfNotNull(returned?.let { extending(it.facade) }) + thrown,
            nullable = type.nullable,
        )
    return Shape(facade) { names, value ->
        val types = (given + listOfNotNull(result)).map { names.of(it.boxed()) }
        val make = maker(names, if (types.isEmpty()) "" else types.joinToString(", ", "<", ">"))
        if (arguments.all { it.conversion == null } && returned?.conversion == null) {
            "$make($value)"
        } else {
            val variables = names.arguments(given.size)
            val head = variables.singleOrNull() ?: variables.joinToString(", ", "(", ")")
            names.within(variables) {
                val call =
                    "$value.${functional.method}(" +
                        arguments.zip(variables).joinToString { (shape, name) -> shape.convert(names, name) } + ")"
                "$make($head -> ${returned?.takeIf {
                    it.conversion != null
                }?.let { converted(names, it, call) } ?: call})"
            }
        }
    }
}

private fun converted(names: Names, shape: Shape, call: String): String {
    val convert = checkNotNull(shape.conversion) { "shape of $call must convert, but does not" }
    return if (shape.facade.nullable) {
        "${names.of(FACADE_CALLS)}.mapped($call, ${shape.notNullLambda(names)})"
    } else {
        convert(names, call)
    }
}

/** Writes a lambda that converts what is not null. */
internal fun Shape.notNullLambda(names: Names): String {
    val variable = names.fresh("value")
    return names.within(listOf(variable)) {
        "$variable -> " + checkNotNull(conversion) { "shape must convert" }(names, variable)
    }
}

internal const val FACADE_CALLS = "dev.menai.kotlin.generated.FacadeCalls"

/** A type argument as what a lambda is given. */
internal fun JavaType.asGiven(): JavaType = if (this is WildcardType) bound ?: Types.OBJECT.withNullness(true) else this
