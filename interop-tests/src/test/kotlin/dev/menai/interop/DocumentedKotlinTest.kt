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
import dev.menai.coroutines.asAsyncIterable
import dev.menai.coroutines.asContextElement
import dev.menai.coroutines.asFlow
import dev.menai.coroutines.await
import dev.menai.coroutines.createSuspendTask
import dev.menai.coroutines.dispatcher
import dev.menai.coroutines.runLoop
import dev.menai.coroutines.scope
import dev.menai.coroutines.send
import dev.menai.coroutines.taskGroup
import dev.menai.coroutines.timeout
import dev.menai.coroutines.trySend
import dev.menai.coroutines.withLock
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
