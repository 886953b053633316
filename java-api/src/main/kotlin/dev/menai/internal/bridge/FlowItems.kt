package dev.menai.internal.bridge

import dev.menai.AsyncIterable
import dev.menai.AsyncIterator
import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.bridge.callerElements
import dev.menai.engine.loop.ThreadState
import dev.menai.engine.tasks.awaitStage
import dev.menai.internal.Loops
import dev.menai.internal.iteration.HandedOver
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.toCollection
import kotlinx.coroutines.withContext

/** The items of a flow. */
internal class FlowItems<T>(private val flow: Flow<T>) : AsyncIterable<T> {
    override fun asyncIterator(): AsyncIterator<T> = HandedOver { handover ->
        val collect = KotlinBody<Unit> { flow.collect { awaitStage(handover.offer(it)) } }
        Loops.current().createTask(Loops.onBehalfOfCaller("flow"), collect)
    }
}

/** Returns the items of [flow], as Java iterates over them. */
@InternalMenaiApi
public fun <T> itemsOf(flow: Flow<T>): AsyncIterable<T> = FlowItems(flow)

/** Returns [items] as a flow; a collector that stops early has their source clean up. */
@InternalMenaiApi
public fun <T> flowOf(items: AsyncIterable<T>): Flow<T> = ItemsFlow(items)

/**
 * Not made by `flow { }`, which looks for a cancellation before it emits: an item that has been read by then would be lost.
 * So an item that a cancelled collector never sees is not read, and goes back to a queue; nor does such a collector ask for
 * another one. What makes the items has the elements of the collector.
 */
private class ItemsFlow<T>(private val items: AsyncIterable<T>) : Flow<T> {
    override suspend fun collect(collector: FlowCollector<T>) {
        val context = currentCoroutineContext()
        val elements = context.callerElements
        val iterator = withElements(ThreadState.current(), elements, items::asyncIterator)
        try {
            while (true) {
                context.ensureActive()
                if (!awaitStage(withElements(ThreadState.current(), elements, iterator::advance))) break
                collector.emit(iterator.current())
            }
        } finally {
            withContext(NonCancellable) { awaitStage(withElements(ThreadState.current(), elements, iterator::close)) }
        }
    }
}

/** Returns all that [flow] emits. */
@InternalMenaiApi
public suspend fun <T> listOf(flow: Flow<T>): MutableList<T> = flow.toCollection(ArrayList())
