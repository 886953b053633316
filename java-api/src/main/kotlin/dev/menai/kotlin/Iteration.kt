package dev.menai.kotlin

import dev.menai.AsyncIterable
import dev.menai.internal.FlowItems
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.withContext

/** Returns these items as a flow; a collector that stops early has their source clean up. */
public fun <T> AsyncIterable<T>.asFlow(): Flow<T> = flow {
    val items = asyncIterator()
    try {
        while (items.advance().await()) emit(items.current())
    } finally {
        withContext(NonCancellable) { items.close().await() }
    }
}

/** Returns what this flow emits, collected by a task on the loop of the one who iterates, item by item when he asks. */
public fun <T> Flow<T>.asAsyncIterable(): AsyncIterable<T> = FlowItems(this)
