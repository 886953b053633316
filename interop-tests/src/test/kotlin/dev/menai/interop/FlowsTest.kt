package dev.menai.interop

import dev.menai.AsyncIterable
import dev.menai.Asyncio
import dev.menai.EventLoop
import dev.menai.coroutines.asAsyncIterable
import dev.menai.coroutines.asFlow
import dev.menai.coroutines.await
import dev.menai.coroutines.createSuspendTask
import dev.menai.kotlin.Channels
import dev.menai.kotlin.Flows
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.channels.consumeEach
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import java.io.IOException
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicReference
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

class FlowsTest :
    FunSpec({
        val steps = mutableListOf<Any?>()

        beforeTest { steps.clear() }

        fun numbers(): Flow<Int> = flow {
            try {
                for (number in 1..1000) {
                    delay(1.seconds)
                    steps += number
                    emit(number)
                }
            } finally {
                steps += "closed"
            }
        }

        test("a Java body goes over a flow, which emits when it is asked") {
            onVirtualTime {
                val task =
                    createTask<Int> {
                        var sum = 0
                        Asyncio.each(numbers().asAsyncIterable()).use { items ->
                            for (number in items) {
                                sum += number
                                if (number == 3) break
                            }
                        }
                        sum
                    }
                task.await() shouldBe 6
                steps shouldBe listOf(1, 2, 3, "closed")
            }
        }

        test("nulls, the end and failures of a flow arrive; the failure is the same instance") {
            onVirtualTime {
                val lost = IOException("lost")
                val items: Flow<String?> =
                    flow {
                        emit("a")
                        emit(null)
                        throw lost
                    }
                val task =
                    createTask<List<String?>> {
                        val seen = mutableListOf<String?>()
                        shouldThrow<IOException> {
                            items.asAsyncIterable().forEach<RuntimeException> { seen += it }
                        } shouldBeSameInstanceAs lost
                        seen
                    }
                task.await() shouldBe listOf("a", null)
                createTask<List<Int>> { flowOf(1, 2).asAsyncIterable().toList() }.await() shouldBe listOf(1, 2)
            }
        }

        test("cancelling the Java body that waits for an item cancels the flow") {
            onVirtualTime {
                val task = createTask { numbers().map { delay(1.hours) }.asAsyncIterable().toList() }
                delay(2.seconds)
                task.cancel()
                shouldThrow<CancellationException> { task.await() }
                steps shouldBe listOf(1, "closed")
            }
        }

        test("a generator of Java is a flow: in order, with back-pressure, closed when the collector stops") {
            onVirtualTime {
                val generated =
                    AsyncIterable.generate<Int> { out ->
                        try {
                            var number = 0
                            while (true) {
                                steps += ++number
                                out.`yield`(number)
                            }
                        } finally {
                            steps += "closed"
                        }
                    }
                generated.asFlow().take(2).toList() shouldBe listOf(1, 2)
                steps shouldBe listOf(1, 2, "closed")
            }
        }

        /** Waits for an hour before its first item, or behind it, and has a clean-up that waits. */
        fun patient(items: Int) = AsyncIterable.generate<Int> { out ->
            try {
                for (number in 1..items) out.`yield`(number)
                Asyncio.await(Asyncio.sleep(Duration.ofHours(1)))
            } finally {
                Asyncio.await(Asyncio.sleep(Duration.ofMillis(2)))
                steps += "cleaned up, cancelled ${Asyncio.currentTask()!!.cancelling()} times"
            }
        }

        /** Waits for the end of [future], also when the one who waits is cancelled. */
        suspend fun untilItsEnd(future: CompletableFuture<*>) = try {
            future.await()
        } finally {
            withContext(NonCancellable) { runCatching { future.await() } }
        }

        /** What is collected in [block] tells nobody when its source has ended. */
        suspend fun andAMoment(block: suspend () -> Unit) = try {
            block()
        } finally {
            withContext(NonCancellable) { delay(1.seconds) }
        }

        val collectors =
            mapOf<String, suspend (AsyncIterable<Int>) -> Unit>(
                "a collector" to { it.asFlow().collect {} },
                "a limited time" to { withTimeout(1.seconds) { it.asFlow().collect {} } },
                "a flow and back" to { it.asFlow().asAsyncIterable().asFlow().asAsyncIterable().asFlow().collect {} },
                "a list" to { untilItsEnd(Flows.toList(it.asFlow())) },
                "a Java body" to { items ->
                    val each = items.asFlow().asAsyncIterable()
                    untilItsEnd(EventLoop.running().createTask<Unit> { Asyncio.each(each).forEach {} })
                },
                "a publisher" to {
                    andAMoment { AsyncIterable.fromPublisher(Flows.publisher(it.asFlow())).asFlow().collect {} }
                },
                "a channel" to { andAMoment { Channels.receiving(it).consumeEach {} } },
            )
        for ((name, collector) in collectors) {
            test("FLW-7: a generator of Java is cancelled once, and cleans up before $name has ended") {
                for (items in 0..1) {
                    onVirtualTime {
                        val collecting = createSuspendTask { collector(patient(items)) }
                        delay(0.5.seconds)
                        if (name != "a limited time") collecting.cancel()
                        shouldThrow<CancellationException> { collecting.await() }
                        steps shouldBe listOf("cleaned up, cancelled 1 times")
                    }
                    steps.clear()
                }
            }
        }

        fun collectedAndCancelled(loop: EventLoop, turns: Int) {
            val cutOff = AtomicReference<CancellationException>()
            val endless = AsyncIterable.generate<Int> { out ->
                try {
                    for (number in generateSequence(0, Int::inc)) out.`yield`(number)
                } finally {
                    try {
                        Asyncio.await(Asyncio.sleep(Duration.ZERO))
                    } catch (secondOne: CancellationException) {
                        cutOff.set(secondOne)
                    }
                }
            }
            val collecting = loop.createSuspendTask {
                val collected = loop.createSuspendTask { endless.asFlow().collect {} }
                repeat(turns) { yield() }
                collected.cancel()
                runCatching { collected.await() }
            }
            loop.runUntilComplete(collecting)
            withClue("$turns turns before the cancellation") { cutOff.get() shouldBe null }
        }

        test("FLW-7: so it is when the generator has not heard of its end before it yields again") {
            for (seed in 0..30) {
                for (turns in 0..12) {
                    val loop = EventLoop.shuffled(seed.toLong())
                    withClue("seed $seed") { collectedAndCancelled(loop, turns) }
                    loop.close()
                }
            }
        }

        test("FLW-7: a collector that is cancelled between two items does not ask for the next one") {
            onVirtualTime {
                val collecting =
                    createSuspendTask {
                        AsyncIterable.of(1, 2, 3).asFlow().collect {
                            steps += it
                            Asyncio.currentTask()?.cancel()
                        }
                    }
                shouldThrow<CancellationException> { collecting.await() }
                steps shouldBe listOf(1)
            }
        }

        test("a failure of a generator fails the collector; there and back again nothing is lost") {
            onVirtualTime {
                val lost = IOException("lost")
                val failing = AsyncIterable.generate<Int> { throw lost }
                shouldThrow<IOException> { failing.asFlow().toList() }.message shouldBe "lost"
                flowOf(1, null, 3).asAsyncIterable().asFlow().toList() shouldBe listOf(1, null, 3)
            }
        }
    })
