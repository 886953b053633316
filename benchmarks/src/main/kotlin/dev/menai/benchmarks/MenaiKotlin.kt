package dev.menai.benchmarks

import dev.menai.Asyncio
import dev.menai.EventLoop
import dev.menai.Task
import dev.menai.kotlin.await
import dev.menai.kotlin.createSuspendTask
import dev.menai.kotlin.runLoop
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield

/** Suspend bodies as tasks on a confined loop. */
internal class MenaiKotlin : Peer {
    private fun gatherAll(count: Int, body: suspend CoroutineScope.() -> Int) = runLoop {
        val loop = EventLoop.running()
        val tasks = ArrayList<Task<Int>>(count)
        repeat(count) { tasks.add(loop.createSuspendTask(block = body)) }
        check(Asyncio.gather(tasks).await().size == count)
    }

    override fun switches(tasks: Int, rounds: Int) = gatherAll(tasks) {
        repeat(rounds) { yield() }
        rounds
    }

    override fun spawnAndGather(bodies: Int) = gatherAll(bodies) { 1 }

    override fun sleepers(bodies: Int, millis: Int) = gatherAll(bodies) {
        delay(millis.toLong())
        1
    }
}
