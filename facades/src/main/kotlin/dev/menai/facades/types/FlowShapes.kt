package dev.menai.facades.types

private const val FLOWS = "dev.menai.kotlin.Flows"
private const val CHANNELS = "dev.menai.kotlin.Channels"
private const val COROUTINES = "dev.menai.kotlin.Coroutines"

/** Types of kotlinx whose values change hands as a view: the type of the view, and the call that makes it. */
private val VIEWS =
    mapOf(
        "kotlinx.coroutines.flow.StateFlow" to Triple("dev.menai.kotlin.StateView", FLOWS, "state"),
        "kotlinx.coroutines.flow.MutableStateFlow" to Triple("dev.menai.kotlin.MutableStateView", FLOWS, "state"),
        "kotlinx.coroutines.flow.SharedFlow" to Triple("dev.menai.kotlin.SharedView", FLOWS, "shared"),
        "kotlinx.coroutines.channels.ReceiveChannel" to Triple("dev.menai.kotlin.ChannelSource", CHANNELS, "source"),
        "kotlinx.coroutines.channels.SendChannel" to Triple("dev.menai.kotlin.ChannelSink", CHANNELS, "sink"),
        "kotlinx.coroutines.Deferred" to Triple("java.util.concurrent.CompletableFuture", COROUTINES, "future"),
    )

internal const val FLOW = "kotlinx.coroutines.flow.Flow"
internal const val ITERABLE = "dev.menai.AsyncIterable"

/** A flow that Kotlin hands out is an `AsyncIterable`; flows and channels of special kinds have views. */
internal val flowsToJava =
    ShapeRule { type, all ->
        val view = VIEWS[type.name.canonical]
        when {
            type.name.canonical == FLOW -> items(type, all)

            view != null -> {
                val (name, maker, method) = view
                Shape(Types.named(name).copy(arguments = type.arguments, nullable = type.nullable)) { names, value ->
                    "${names.of(maker)}.$method($value)"
                }
            }

            else -> null
        }
    }

/** A flow that Kotlin takes is any `AsyncIterable`. */
internal val flowsToKotlin =
    ShapeRule { type, all ->
        if (type.name.canonical != FLOW) return@ShapeRule null
        val item = type.arguments.single().asItem()
        val shape = all.toKotlin(item)
        Shape(Types.named(ITERABLE, extending(shape.facade)).withNullness(type.nullable)) { names, value ->
            val flow = names.of(FLOWS)
            shape.lambda(names)?.let { "$flow.<${names.of(item)}>flow($value.map($it))" }
                ?: "$flow.<${names.of(item)}>flow($value)"
        }
    }

private fun items(type: ClassType, all: Shapes): Shape {
    val item = type.arguments.single().asItem()
    val shape = all.toJava(item)
    return Shape(Types.named(ITERABLE, shape.facade).withNullness(type.nullable)) { names, value ->
        val flows = names.of(FLOWS)
        shape.lambda(names)?.let { "$flows.<${names.of(item)}>items($value).map($it)" } ?: "$flows.items($value)"
    }
}

/** As a type argument of what is only read. */
internal fun extending(type: JavaType): JavaType = WildcardType(type.boxed())

/** As a type argument of what is only written to. */
internal fun accepting(type: JavaType): JavaType = WildcardType(type.boxed(), isSuper = true)
