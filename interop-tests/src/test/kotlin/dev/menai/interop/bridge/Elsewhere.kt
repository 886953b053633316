package dev.menai.interop.bridge

import dev.menai.EventLoop
import dev.menai.Task
import dev.menai.coroutines.createSuspendTask
import dev.menai.fixture.Gate
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlin.time.Duration.Companion.seconds

/** Is at work on another dispatcher, in a child of a child, until [gate] opens. */
suspend fun elsewhere(gate: Gate): Unit = coroutineScope {
    launch { withContext(Dispatchers.Default) { gate.pass() } }
}

/** A task that is elsewhere for a second at the most. */
fun limitedTask(loop: EventLoop, gate: Gate): Task<Unit> =
    loop.createSuspendTask { withTimeout(1.seconds) { elsewhere(gate) } }
