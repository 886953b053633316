@file:JvmName("KotlinForms")

package dev.menai.interop.soak

import dev.menai.Acquirable
import dev.menai.AsyncIterable
import dev.menai.Barrier
import dev.menai.Condition
import dev.menai.ContextVar
import dev.menai.Event
import dev.menai.EventLoop
import dev.menai.Lock
import dev.menai.Queue
import dev.menai.Semaphore
import dev.menai.coroutines.asFlow
import dev.menai.coroutines.await
import dev.menai.coroutines.receive
import dev.menai.coroutines.scope
import dev.menai.coroutines.send
import dev.menai.coroutines.withLock
import dev.menai.coroutines.withPermit
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ClosedReceiveChannelException
import kotlinx.coroutines.channels.ClosedSendChannelException
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.util.concurrent.CompletableFuture
import java.util.function.BooleanSupplier
import java.util.function.Consumer

/** Receives an item; a coroutine that is cancelled meanwhile sees none, and loses none. */
fun <T> receiving(queue: Queue<T>): suspend () -> T = { queue.receive() }

/** Sends an item. Whether a send that was cancelled has sent, nobody can say. */
fun <T> sending(queue: Queue<T>, item: T, unsure: Runnable): suspend () -> Void? = {
    try {
        queue.send(item)
    } catch (cancellation: CancellationException) {
        unsure.run()
        throw cancellation
    }
    null
}

/** Awaits the future of a put, whose cancellation leaves the same doubt. */
fun <T> puttingAndAwaiting(queue: Queue<T>, item: T, unsure: Runnable): suspend () -> Void? = {
    try {
        queue.put(item).await()
    } catch (cancellation: CancellationException) {
        unsure.run()
        throw cancellation
    }
    null
}

/** Runs [inside] while [acquirable] is held. */
fun holding(acquirable: Acquirable, inside: Runnable): suspend () -> Void? = {
    when (acquirable) {
        is Lock -> acquirable.withLock { inside.run() }

        is Condition -> acquirable.withLock { inside.run() }

        is Semaphore -> acquirable.withPermit { inside.run() }

        else -> {
            acquirable.acquire().await()
            try {
                inside.run()
            } finally {
                acquirable.release()
            }
        }
    }
    null
}

/** Collects [most] items as a flow. */
fun <T> collecting(source: AsyncIterable<T>, taken: Consumer<T>, most: Int): suspend () -> Void? = {
    source.asFlow().take(most).collect { taken.accept(it) }
    null
}

/** Collects [count] items as a flow, which must be the numbers from 0 on; tells [wrong] if they are not. */
fun collectingInOrder(source: AsyncIterable<Int>, count: Int, wrong: Consumer<String>): suspend () -> Void? = {
    var expected = 0
    source.asFlow().take(count).collect { item ->
        if (item != expected) wrong.accept("item $item was collected in place $expected")
        expected++
    }
    if (expected != count) wrong.accept("$count items were to be collected, but only $expected")
    null
}

fun awaiting(event: Event): suspend () -> Void? = {
    event.await()
    null
}

fun arriving(barrier: Barrier): suspend () -> Int = { barrier.await() }

/** Awaits notifications until [isFulfilled], and then does [inside], under the lock. */
fun awaiting(condition: Condition, isFulfilled: BooleanSupplier, inside: Runnable): suspend () -> Void? = {
    condition.withLock {
        while (!isFulfilled.asBoolean) condition.await()
        inside.run()
    }
    null
}

/** A channel that tells what it could not deliver, be it because somebody was cancelled at the same time. */
fun channel(capacity: Int, undelivered: Consumer<Int>): Channel<Int> = Channel(capacity) { undelivered.accept(it) }

fun receiving(channel: Channel<Int>): suspend () -> Int = { channel.receive() }

/** Receives one item and keeps book of it. */
fun taking(channel: Channel<Int>, taken: Consumer<Int>): suspend () -> Void? = {
    taken.accept(channel.receive())
    null
}

fun sending(channel: Channel<Int>, item: Int, unsure: Runnable): suspend () -> Void? = {
    try {
        channel.send(item)
    } catch (cancellation: CancellationException) {
        unsure.run()
        throw cancellation
    }
    null
}

fun isEndOfChannel(failure: Throwable): Boolean =
    failure is ClosedReceiveChannelException || failure is ClosedSendChannelException

suspend fun echo(number: Int): Int {
    yield()
    return number
}

suspend fun awaitForeign(future: CompletableFuture<Int>): Int = future.await()

/** Calls [block] on another dispatcher. */
suspend fun callElsewhere(block: suspend () -> Int): Int = withContext(Dispatchers.Default) { block() }

suspend fun echoElsewhere(number: Int): Int = withContext(Dispatchers.Default) { echo(number) }

suspend fun call(function: suspend () -> Int): Int = coroutineScope { function() }

suspend fun inContext(variable: ContextVar<Int>): Int {
    yield()
    return withContext(Dispatchers.Unconfined) { variable.get() }
}

fun async(loop: EventLoop, number: Int): Deferred<Int> = loop.scope.async { echo(number) }

fun asyncElsewhere(number: Int): Deferred<Int> = CoroutineScope(Dispatchers.Default).async { echo(number) }
