package dev.menai.internal

import dev.menai.AsyncIterable
import dev.menai.AsyncIterator
import dev.menai.engine.tasks.awaitStage
import kotlinx.coroutines.flow.Flow

/** The items of a flow. */
internal class FlowItems<T>(private val flow: Flow<T>) : AsyncIterable<T> {
    override fun asyncIterator(): AsyncIterator<T> = HandedOver { handover ->
        val collect = KotlinBody<Unit> { flow.collect { awaitStage(handover.offer(it)) } }
        Loops.current().createTask(Loops.onBehalfOfCaller("flow"), collect)
    }
}
