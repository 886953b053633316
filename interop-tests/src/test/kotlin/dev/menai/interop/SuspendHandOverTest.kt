package dev.menai.interop

import dev.menai.Asyncio.waitFor
import dev.menai.Condition
import dev.menai.EventLoop
import dev.menai.Lock
import dev.menai.PriorityQueue
import dev.menai.Queue
import dev.menai.coroutines.asFlow
import dev.menai.coroutines.await
import dev.menai.coroutines.createSuspendTask
import dev.menai.coroutines.receive
import dev.menai.coroutines.scope
import dev.menai.coroutines.withLock
import dev.menai.kotlin.Coroutines
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.yield
import java.time.Duration
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread

/** What was handed to a coroutine that is cancelled before it goes on: it never sees it. */
class SuspendHandOverTest :
    FunSpec({
        val limit = Duration.ofHours(1)

        test("CAN-23: an item goes back to its old place, by whatever word it was asked for") {
            onVirtualTime {
                val queue = Queue<Int>()
                val got = mutableListOf<Int>()
                val readers =
                    listOf(
                        createSuspendTask { got += queue.receive() },
                        createSuspendTask { got += queue.get().await() },
                        createSuspendTask { queue.asFlow().collect { got += it } },
                        createSuspendTask { got += waitFor(queue.get(), limit).await() },
                        createSuspendTask { got += waitFor(waitFor(queue.get(), limit), limit).await() },
                        createSuspendTask { if (queue.asyncIterator().advance().await()) got += 0 },
                    )
                yield()
                yield()
                (1..7).forEach(queue::putNowait)
                readers.reversed().forEach { it.cancel() }
                readers.forEach { runCatching { it.await() } }
                got shouldBe emptyList()
                List(queue.size()) { queue.getNowait() } shouldBe listOf(1, 2, 3, 4, 5, 6, 7)
            }
        }

        test("CAN-23: so it does in a priority queue, behind equal ones that were put before") {
            onVirtualTime {
                val queue = PriorityQueue<Pair<Int, String>>(0, compareBy { it.first })
                val first = createSuspendTask { queue.receive() }
                val second = createSuspendTask { queue.receive() }
                yield()
                yield()
                queue.putNowait(1 to "a")
                queue.putNowait(1 to "b")
                queue.putNowait(1 to "c")
                second.cancel()
                first.cancel()
                yield()
                yield()
                List(queue.size()) { queue.getNowait().second } shouldBe listOf("a", "b", "c")
            }
        }

        test(
            "CAN-23: a lock goes to the next one, acquired by withLock or by awaiting acquire, for a limited time or not",
        ) {
            val ways =
                listOf<suspend (Lock) -> Unit>(
                    { lock -> lock.withLock { error("never") } },
                    { lock -> lock.acquire().await() },
                    { lock -> waitFor(lock.acquire(), limit).await() },
                )
            for (way in ways) {
                onVirtualTime {
                    val lock = Lock()
                    lock.tryAcquire()
                    val cancelled = createSuspendTask { way(lock) }
                    val next = createSuspendTask { lock.withLock { "next" } }
                    yield()
                    yield()
                    lock.release()
                    cancelled.cancel()
                    next.await() shouldBe "next"
                    lock.isLocked() shouldBe false
                }
            }
        }

        test("CAN-23: what has a time limit of the JDK's goes back as well") {
            onVirtualTime {
                val lock = Lock()
                val queue = Queue<Int>()
                lock.tryAcquire()
                val cancelled =
                    listOf(
                        createSuspendTask { lock.acquire().orTimeout(1, TimeUnit.HOURS).await() },
                        createSuspendTask { queue.get().orTimeout(1, TimeUnit.HOURS).await() },
                        createSuspendTask { queue.get().completeOnTimeout(0, 1, TimeUnit.HOURS).await() },
                    )
                yield()
                yield()
                lock.release()
                (1..3).forEach(queue::putNowait)
                cancelled.forEach { it.cancel() }
                cancelled.forEach { runCatching { it.await() } }
                lock.isLocked() shouldBe false
                List(queue.size()) { queue.getNowait() } shouldBe listOf(1, 2, 3)
            }
        }

        test("CAN-23: a lock of Kotlin's is free when the coroutine that was handed it ends") {
            onVirtualTime {
                val mutex = Mutex(locked = true)
                val lock = Coroutines.lock(mutex)
                val isLockedAtTheEnd = CompletableDeferred<Boolean>()
                val waiting =
                    EventLoop.running().scope.launch(Dispatchers.Unconfined, CoroutineStart.UNDISPATCHED) {
                        lock.acquire().await()
                    }
                waiting.invokeOnCompletion { isLockedAtTheEnd.complete(mutex.isLocked) }
                mutex.unlock()
                waiting.cancel()
                isLockedAtTheEnd.await() shouldBe false

                mutex.lock()
                val inTime = createSuspendTask { waitFor(lock.acquire(), limit).await() }
                yield()
                yield()
                mutex.unlock()
                inTime.cancel()
                runCatching { inTime.await() }
                mutex.isLocked shouldBe false
            }
        }

        test("CND-8: a notification goes on to the next one, and the lock is held until the block ends") {
            onVirtualTime {
                val condition = Condition()
                var stock = 0
                val taken = mutableListOf<String>()

                fun consumer(name: String) = createSuspendTask {
                    condition.withLock {
                        while (stock == 0) condition.await()
                        stock--
                        taken += name
                    }
                }
                val first = consumer("first")
                val second = consumer("second")
                yield()
                yield()
                condition.withLock {
                    stock++
                    condition.signal()
                }
                first.cancel()
                second.await()
                taken shouldBe listOf("second")
                condition.isLocked() shouldBe false
            }
        }

        test("CAN-23: nothing is lost or doubled when threads put and cancel at the same time") {
            for (dispatcher in listOf(Dispatchers.Default, Dispatchers.Unconfined)) {
                repeat(1_000) { round ->
                    val queue = Queue<Int>()
                    val got = AtomicInteger()
                    val job =
                        CoroutineScope(dispatcher).launch(start = CoroutineStart.UNDISPATCHED) {
                            when (round % 3) {
                                0 -> queue.receive()
                                1 -> waitFor(queue.get(), limit).await()
                                else -> queue.asFlow().collect { got.incrementAndGet() }
                            }
                            got.incrementAndGet()
                        }
                    val putter = thread { queue.putNowait(round) }
                    runBlocking { job.cancelAndJoin() }
                    putter.join()
                    got.get() + queue.size() shouldBe 1
                }
            }
        }
    })
