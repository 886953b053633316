package dev.menai.interop

import dev.menai.AsyncIterable
import dev.menai.Asyncio
import dev.menai.Context
import dev.menai.ContextVar
import dev.menai.EventLoop
import dev.menai.Lock
import dev.menai.Queue
import dev.menai.Task
import dev.menai.TimeoutException
import dev.menai.kotlin.asAsyncIterable
import dev.menai.kotlin.asContextElement
import dev.menai.kotlin.asFlow
import dev.menai.kotlin.await
import dev.menai.kotlin.createSuspendTask
import dev.menai.kotlin.dispatcher
import dev.menai.kotlin.runLoop
import dev.menai.kotlin.scope
import dev.menai.kotlin.send
import dev.menai.kotlin.taskGroup
import dev.menai.kotlin.timeout
import dev.menai.kotlin.trySend
import dev.menai.kotlin.withLock
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withContext
import java.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds

/** The pieces of Kotlin in docs/java-from-kotlin.md; KotlinDocsTest compares them. */
class DocumentedKotlinTest :
    FunSpec({
        test("what the docs show runs and prints what it should") {
            val printed = mutableListOf<Any?>()

            fun println(line: Any?) {
                printed += line
            }
            runLoop {
                val loop = EventLoop.running()

                val task: Task<Int> = loop.createSuspendTask("count") {
                    delay(10)
                    41 + 1
                }

                val fromJava: Task<String> = Asyncio.createTask<String> { "Java" }
                println(fromJava.await() + " and " + task.await())

                withContext(loop.dispatcher) {
                    println(EventLoop.running() === loop)
                }

                val launched = loop.scope.async { EventLoop.running() === loop }
                println(launched.await())

                val user = ContextVar.of("user", "nobody")
                user.set("Ada")
                println(withContext(Dispatchers.IO) { user.get() })

                println(withContext(user.asContextElement("Bob")) { user.get() } + " " + user.get())
                val elsewhere = CoroutineScope(Dispatchers.Default)
                println(elsewhere.async(Context.copy().asContextElement()) { user.get() }.await())

                val sum =
                    taskGroup("sum") {
                        val java = createTask<Int> { Asyncio.await(Asyncio.sleep(Duration.ofMillis(5), 40)) }
                        val kotlin =
                            createSuspendTask {
                                delay(5)
                                2
                            }
                        java.await() + kotlin.await()
                    }
                println(sum)
                try {
                    timeout(10.milliseconds) { delay(1.hours) }
                } catch (late: TimeoutException) {
                    println(late.duration())
                }

                val lock = Lock()
                val jobs = Queue<String>(10)
                val consumer = Asyncio.createTask<List<String>> { jobs.toList() }
                lock.withLock { jobs.send("a") }
                println(jobs.trySend("b").isSuccess)
                jobs.shutdown()
                println(consumer.await())

                val inside = Asyncio.createTask<Int> { Asyncio.await(lock.acquire()).use { 1 } }
                println(inside.await())

                val countdown = AsyncIterable.generate<Int> { out -> (3 downTo 1).forEach(out::yield) }
                println(countdown.asFlow().map { it * it }.toList())
                val items = flowOf("a", "b").asAsyncIterable()
                println(Asyncio.createTask<List<String>> { items.toList() }.await())
            }
            printed shouldBe
                listOf(
                    "Java and 42",
                    true,
                    true,
                    "Ada",
                    "Bob Ada",
                    "Ada",
                    42,
                    Duration.ofMillis(10),
                    true,
                    listOf("a", "b"),
                    1,
                    listOf(9, 4, 1),
                    listOf("a", "b"),
                )
        }
    })
