package dev.menai.coroutines

import dev.menai.AsyncIterable
import dev.menai.internal.bridge.flowOf
import dev.menai.internal.bridge.itemsOf
import kotlinx.coroutines.flow.Flow

/** Returns these items as a flow; a collector that stops early lets their source clean up. */
public fun <T> AsyncIterable<T>.asFlow(): Flow<T> = flowOf(this)

/** Returns what this flow emits, collected by a task on the loop of what iterates, item by item when that asks. */
public fun <T> Flow<T>.asAsyncIterable(): AsyncIterable<T> = itemsOf(this)
