package dev.menai.samples

import dev.menai.EventLoop
import dev.menai.Task
import dev.menai.coroutines.createSuspendTask
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay

/** The Kotlin half of the demonstration: suspend functions, as any coroutine library has them. */
object Warehouse {
    private suspend fun count(timeline: Timeline, shelf: String, millis: Long, pieces: Int): Int {
        val bar = timeline.begin("$shelf  (Kotlin)")
        delay(millis)
        bar.end()
        return pieces
    }

    private suspend fun stock(timeline: Timeline): Int = coroutineScope {
        val left = async { count(timeline, "shelf 1", 250, 3) }
        val right = async { count(timeline, "shelf 2", 100, 4) }
        left.await() + right.await()
    }

    /** What Java calls: the suspend function as a task on the running loop. */
    @JvmStatic
    fun stock(timeline: Timeline, item: String): Task<Int> =
        EventLoop.running().createSuspendTask("stock of $item") { stock(timeline) }
}
