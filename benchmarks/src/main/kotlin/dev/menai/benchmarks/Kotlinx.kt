package dev.menai.benchmarks

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** Plain coroutines under `runBlocking`. */
internal class Kotlinx : Peer {
    private fun awaitAll(count: Int, body: suspend CoroutineScope.() -> Int) = runBlocking {
        val tasks = ArrayList<Deferred<Int>>(count)
        repeat(count) { tasks.add(async(block = body)) }
        check(tasks.awaitAll().size == count)
    }

    override fun switches(tasks: Int, rounds: Int) = awaitAll(tasks) {
        repeat(rounds) { yield() }
        rounds
    }

    override fun spawnAndGather(bodies: Int) = awaitAll(bodies) { 1 }

    override fun sleepers(bodies: Int, millis: Int) = awaitAll(bodies) {
        delay(millis.toLong())
        1
    }
}
