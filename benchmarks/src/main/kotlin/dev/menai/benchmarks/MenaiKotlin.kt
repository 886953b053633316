package dev.menai.benchmarks

import dev.menai.AsyncIterable
import dev.menai.Asyncio
import dev.menai.EventLoop
import dev.menai.Lock
import dev.menai.Queue
import dev.menai.Task
import dev.menai.coroutines.asFlow
import dev.menai.coroutines.await
import dev.menai.coroutines.createSuspendTask
import dev.menai.coroutines.receive
import dev.menai.coroutines.runLoop
import dev.menai.coroutines.send
import dev.menai.coroutines.taskGroup
import dev.menai.coroutines.withLock
import dev.menai.kotlin.Suspend
import dev.menai.kotlin.SuspendCall
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

    override fun taskGroups(groups: Int, children: Int) = runLoop {
        repeat(groups) {
            var ended = 0
            taskGroup { repeat(children) { createSuspendTask { ended++ } } }
            check(ended == children)
        }
    }

    /** A generator of Java, collected by a coroutine: it is asked item by item. */
    override fun generatorPush(items: Int) = generatorPull(items)

    override fun generatorPull(items: Int) = runLoop {
        var seen = 0
        val source = AsyncIterable.generate<Int> { out -> repeat(items) { out.yield(it) } }
        source.asFlow().collect { seen++ }
        check(seen == items)
    }

    override fun queue(pairs: Int, itemsEach: Int) = runLoop {
        val queue = Queue<Int>(Peer.PLACES)
        var got = 0
        taskGroup {
            repeat(pairs) {
                createSuspendTask { repeat(itemsEach) { queue.send(it) } }
                createSuspendTask { repeat(itemsEach) { if (queue.receive() >= 0) got++ } }
            }
        }
        check(got == pairs * itemsEach)
    }

    override fun lock(rounds: Int) = runLoop {
        val lock = Lock()
        var passed = 0
        repeat(rounds) { lock.withLock { passed++ } }
        check(passed == rounds)
    }

    override fun contendedLock(tasks: Int, rounds: Int) {
        val lock = Lock()
        gatherAll(tasks) {
            repeat(rounds) { lock.withLock { yield() } }
            rounds
        }
    }

    override fun suspendCalls(calls: Int) = runLoop {
        val functions = SuspendFunctions()
        var seen = 0
        repeat(calls) { number ->
            if (Suspend.call(SuspendCall<Int, Exception> { functions.turned(number) }).await() > number) seen++
        }
        check(seen == calls)
    }
}
