package dev.menai.facades.types

private const val FLOWS = "dev.menai.kotlin.Flows"
private const val CHANNELS = "dev.menai.kotlin.Channels"
private const val COROUTINES = "dev.menai.kotlin.Coroutines"

/** How values of a type change hands: as [type], by a call of [maker]. */
private class View(val type: String, val maker: String)

private const val FLOW_PACKAGE = "kotlinx.coroutines.flow"
private const val CHANNEL_PACKAGE = "kotlinx.coroutines.channels"

private val HANDED_OUT =
    mapOf(
        "$FLOW_PACKAGE.StateFlow" to View("dev.menai.kotlin.StateView", "$FLOWS.state"),
        "$FLOW_PACKAGE.MutableStateFlow" to View("dev.menai.kotlin.MutableStateView", "$FLOWS.state"),
        "$FLOW_PACKAGE.SharedFlow" to View("dev.menai.kotlin.SharedView", "$FLOWS.shared"),
        "$FLOW_PACKAGE.MutableSharedFlow" to View("dev.menai.kotlin.MutableSharedView", "$FLOWS.shared"),
        "$CHANNEL_PACKAGE.ReceiveChannel" to View("dev.menai.kotlin.ChannelSource", "$CHANNELS.source"),
        "$CHANNEL_PACKAGE.SendChannel" to View("dev.menai.kotlin.ChannelSink", "$CHANNELS.sink"),
        "kotlinx.coroutines.Deferred" to View("java.util.concurrent.CompletableFuture", "$COROUTINES.future"),
    )

private val TAKEN =
    mapOf(
        "$CHANNEL_PACKAGE.ReceiveChannel" to View("dev.menai.AsyncIterable", "$CHANNELS.receiving"),
        "$CHANNEL_PACKAGE.SendChannel" to View("dev.menai.Queue", "$CHANNELS.sending"),
        "kotlinx.coroutines.Deferred" to View("java.util.concurrent.CompletionStage", "$COROUTINES.deferred"),
    )

private const val JOB = "kotlinx.coroutines.Job"

internal const val FLOW = "kotlinx.coroutines.flow.Flow"
internal const val ITERABLE = "dev.menai.AsyncIterable"

/** A flow that Kotlin hands out is an `AsyncIterable`; flows and channels of special kinds have views. */
internal val flowsToJava =
    ShapeRule { type, all ->
        when (type.name.canonical) {
            FLOW -> items(type, all)

            JOB ->
                Shape(Types.future(Types.VOID).withNullness(type.nullable)) { names, job ->
                    "${names.of(COROUTINES)}.future($job)"
                }

            else -> HANDED_OUT[type.name.canonical]?.let { view(type, it) }
        }
    }

/** A flow that Kotlin takes is any `AsyncIterable`; one of a special kind is its view. */
internal val flowsToKotlin =
    ShapeRule { type, all ->
        val name = type.name.canonical
        val view = HANDED_OUT[name]
        when {
            name == FLOW -> flow(type, all)

            name in TAKEN -> view(type, TAKEN.getValue(name))

            view != null ->
                Shape(Types.named(view.type).copy(arguments = type.arguments, nullable = type.nullable)) { _, value ->
                    "$value.flow()"
                }

            else -> null
        }
    }

private fun view(type: ClassType, view: View): Shape =
    Shape(Types.named(view.type).copy(arguments = type.arguments, nullable = type.nullable)) { names, value ->
        "${names.of(view.maker.substringBeforeLast('.'))}.${view.maker.substringAfterLast('.')}($value)"
    }

private fun flow(type: ClassType, all: Shapes): Shape {
    val item = type.arguments.single().asItem()
    val shape = all.toKotlin(item)
    return Shape(Types.named(ITERABLE, extending(shape.facade)).withNullness(type.nullable)) { names, value ->
        val flows = names.of(FLOWS)
        val items = shape.lambda(names)?.let { "$value.map($it)" } ?: value
        "$flows.<${names.of(item)}>flow($items)"
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
