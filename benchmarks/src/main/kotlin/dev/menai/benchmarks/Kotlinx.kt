package dev.menai.benchmarks

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.produceIn
import kotlinx.coroutines.future.await
import kotlinx.coroutines.future.future
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
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

    override fun taskGroups(groups: Int, children: Int) = runBlocking {
        repeat(groups) {
            var ended = 0
            coroutineScope { repeat(children) { launch { ended++ } } }
            check(ended == children)
        }
    }

    override fun generatorPush(items: Int) = runBlocking {
        var seen = 0
        numbers(items).collect { seen++ }
        check(seen == items)
    }

    /** What a flow is when it is asked item by item: a channel. */
    override fun generatorPull(items: Int) = runBlocking {
        var seen = 0
        val channel = numbers(items).buffer(Channel.RENDEZVOUS).produceIn(this)
        for (item in channel) if (item >= 0) seen++
        check(seen == items)
    }

    override fun queue(pairs: Int, itemsEach: Int) = runBlocking {
        val channel = Channel<Int>(Peer.PLACES)
        var got = 0
        coroutineScope {
            repeat(pairs) {
                launch { repeat(itemsEach) { channel.send(it) } }
                launch { repeat(itemsEach) { if (channel.receive() >= 0) got++ } }
            }
        }
        check(got == pairs * itemsEach)
    }

    override fun lock(rounds: Int) = runBlocking {
        val mutex = Mutex()
        var passed = 0
        repeat(rounds) { mutex.withLock { passed++ } }
        check(passed == rounds)
    }

    override fun contendedLock(tasks: Int, rounds: Int) {
        val mutex = Mutex()
        awaitAll(tasks) {
            repeat(rounds) { mutex.withLock { yield() } }
            rounds
        }
    }

    override fun suspendCalls(calls: Int) = runBlocking {
        val functions = SuspendFunctions()
        var seen = 0
        repeat(calls) { number ->
            if (future { functions.turned(number) }.await() > number) seen++
        }
        check(seen == calls)
    }
}

internal fun numbers(items: Int): Flow<Int> = flow { repeat(items) { emit(it) } }
