package dev.menai.interop

import dev.menai.Asyncio
import dev.menai.ContextVar
import dev.menai.EventLoop
import dev.menai.Queue
import dev.menai.RunnerOptions
import dev.menai.Task
import dev.menai.coroutines.await
import dev.menai.coroutines.createSuspendTask
import dev.menai.coroutines.dispatcher
import dev.menai.coroutines.runLoop
import dev.menai.support.Log
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.delay
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import java.io.IOException
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.logging.Logger

class SuspendBodiesTest :
    FunSpec({
        fun logged(block: suspend EventLoop.() -> Unit): List<String> {
            val log = Log()
            val logger = Logger.getLogger("dev.menai")
            logger.addHandler(log)
            try {
                onVirtualTime { block() }
            } finally {
                logger.removeHandler(log)
            }
            return log.messages()
        }

        test("a suspend lambda is a task like any other: name, outcome, current task") {
            onVirtualTime {
                val task: Task<Int> = createSuspendTask("answer") { Asyncio.currentTask()!!.name().length }
                task.name() shouldBe "answer"
                task.await() shouldBe 6
            }
        }

        test("FUT-22: a function of Kotlin's that gets the value or the failure is called for failures, too") {
            onVirtualTime {
                val lost = IOException("lost")
                val failed = createFuture<Int>().also { it.completeExceptionally(lost) }
                val failing = createFuture<Int>()
                val queue = Queue<Int>()
                val futures = listOf(failed, failing, createSuspendTask<Int> { throw lost }, queue.get())
                val heard = mutableListOf<Any?>()
                val stages =
                    futures.flatMap { future ->
                        listOf(
                            future.handle { value, failure -> heard.add(value to (failure as? IOException)?.message) },
                            future.handleAsync { value, failure ->
                                heard.add(value to (failure as? IOException)?.message)
                            },
                            future.whenComplete { value, failure ->
                                heard.add(value to (failure as? IOException)?.message)
                            },
                        )
                    }
                failing.completeExceptionally(lost)
                queue.putNowait(1)
                stages.forEach { runCatching { it.await() } }
                heard.groupingBy { it }.eachCount() shouldBe mapOf<Any?, Int>((null to "lost") to 9, (1 to null) to 3)
            }
        }

        test("TASK-1: Java and Kotlin bodies start in the order of creation, in the next iteration") {
            onVirtualTime {
                val steps = mutableListOf<String>()
                createSuspendTask { steps += "Kotlin 1" }
                Asyncio.createTask { steps += "Java 1" }
                createSuspendTask { steps += "Kotlin 2" }
                steps shouldBe emptyList()
                yield()
                steps shouldBe listOf("Kotlin 1", "Java 1", "Kotlin 2")
            }
        }

        test("LOOP-3: a coroutine that has yielded goes on before timers that are due") {
            onVirtualTime {
                val steps = mutableListOf<String>()
                callLater(Duration.ZERO) { steps += "timer" }
                repeat(3) {
                    steps += "turn $it"
                    yield()
                }
                steps shouldBe listOf("turn 0", "turn 1", "timer", "turn 2")
            }
        }

        test(
            "DBG-2: a slow step of a suspending task is told by its task, be it the first, after a delay or after a wait",
        ) {
            val messages =
                logged {
                    isDebug = true
                    setSlowCallbackDuration(Duration.ZERO)
                    val first = createSuspendTask("first") { 1 }
                    createSuspendTask("after a wait") { first.await() }.await()
                    createSuspendTask("after a delay") { delay(1) }.await()
                    isDebug = false
                }
            val steps = messages.filter { it.startsWith("Executing ") }
            for (name in listOf("first", "after a wait", "after a delay")) {
                steps.filter { it.contains("Task[") && it.contains("name='$name'") }.shouldNotBeEmpty()
            }
            steps.filter { it.contains("Continuation") || it.contains("Resumption") }.shouldBeEmpty()
        }

        test("FUT-17: a coroutine that returns a future is warned about once, as a Java body") {
            val messages = logged { repeat(2) { createSuspendTask("nested") { createFuture<String>() }.await() } }
            messages.single() shouldContain "A body in ${SuspendBodiesTest::class.java.name}"
            messages.single() shouldContain "(task 'nested') should return a value"
        }

        test("delay and withTimeout use the time of the loop") {
            onVirtualTime {
                delay(3_600_000)
                time() shouldBe Duration.ofHours(1)
                shouldThrow<TimeoutCancellationException> { withTimeout(1_000) { delay(2_000) } }
                time() shouldBe Duration.ofHours(1).plusSeconds(1)
            }
        }

        test("LOOP-32: withTimeout ends a coroutine that keeps the turn and looks at isActive") {
            val loop = EventLoop.create()
            try {
                loop.runUntilComplete(
                    loop.createSuspendTask {
                        withTimeoutOrNull(1) { while (isActive) Thread.onSpinWait() }
                        withTimeoutOrNull(3_600_000) { "in time" }
                    },
                ) shouldBe "in time"
            } finally {
                loop.close()
            }
        }

        test("Kotlin awaits a Java body, and a Java body awaits Kotlin") {
            onVirtualTime {
                val java = Asyncio.createTask<String> { Asyncio.await(Asyncio.sleep(Duration.ofSeconds(1), "Java")) }
                val kotlin = createSuspendTask {
                    delay(10)
                    java.await() + " and Kotlin"
                }
                Asyncio.createTask<String> { Asyncio.await(kotlin) + "!" }.await() shouldBe "Java and Kotlin!"
            }
        }

        test("a failure crosses as the same instance, in both directions") {
            onVirtualTime {
                val failure = IOException("x")
                val java = Asyncio.createTask<String> { throw failure }
                runCatching { java.await() }.exceptionOrNull() shouldBeSameInstanceAs failure
                val kotlin = createSuspendTask<String> { throw failure }
                val caught = Asyncio.createTask<Throwable?> {
                    try {
                        Asyncio.await(kotlin)
                        null
                    } catch (thrown: IOException) {
                        thrown
                    }
                }
                caught.await() shouldBeSameInstanceAs failure
                val foreign = CompletableFuture<String>()
                callSoon { foreign.completeExceptionally(failure) }
                runCatching { foreign.await() }.exceptionOrNull() shouldBeSameInstanceAs failure
            }
        }

        test("CAN-24: a coroutine that is cancelled cancels the foreign future that only it waits for") {
            onVirtualTime {
                val foreign = CompletableFuture<String>()
                val ofTheLibrary = foreign.thenApply { it }
                val tasks = List(2) { createSuspendTask { foreign.await() } }
                yield()
                tasks[0].cancel()
                runCatching { tasks[0].await() }
                foreign.isCancelled shouldBe false
                tasks[1].cancel()
                runCatching { tasks[1].await() }
                foreign.isCancelled shouldBe true
                ofTheLibrary.isCompletedExceptionally shouldBe true
            }
        }

        test("CAN-1: cancelling a Kotlin task is a request; its clean-up runs") {
            onVirtualTime {
                val steps = mutableListOf<String>()
                val task = createSuspendTask("sleeper") {
                    try {
                        delay(1_000_000)
                    } finally {
                        steps += "cleaned up"
                    }
                }
                yield()
                task.cancel("enough") shouldBe true
                task.cancelling() shouldBe 1
                task.isCancelled shouldBe false
                val cancelled = shouldThrow<CancellationException> { task.await() }
                cancelled.message shouldBe "task 'sleeper' was cancelled: enough"
                task.isCancelled shouldBe true
                task.cancel() shouldBe false
                steps shouldBe listOf("cleaned up")
            }
        }

        test("CAN-3: a Kotlin task cancelled before its first step never runs") {
            onVirtualTime {
                var ran = false
                val task = createSuspendTask { ran = true }
                task.cancel()
                shouldThrow<CancellationException> { task.await() }
                ran shouldBe false
            }
        }

        test("Kotlin bodies keep Kotlin's rules: once cancelled they stay cancelled, uncancel only counts") {
            onVirtualTime {
                val task = createSuspendTask {
                    try {
                        delay(1_000_000)
                    } catch (swallowed: CancellationException) {
                        Asyncio.currentTask()!!.uncancel()
                    }
                    delay(1)
                }
                yield()
                task.cancel()
                shouldThrow<CancellationException> { task.await() }
                task.cancelling() shouldBe 0
            }
        }

        test("CAN-5: cancelling a coroutine cancels what it alone awaits, in either language") {
            onVirtualTime {
                val alone = createFuture<String>()
                val shared = createFuture<String>()
                val other = Asyncio.createTask<String> { Asyncio.await(shared) }
                val first = createSuspendTask { alone.await() }
                val second = createSuspendTask { shared.await() }
                yield()
                first.cancel("first")
                second.cancel("second")
                yield()
                alone.isCancelled shouldBe true
                shared.isDone shouldBe false
                shared.setResult("kept")
                other.await() shouldBe "kept"
                val child = createSuspendTask { delay(1_000_000) }
                val parent = Asyncio.createTask { Asyncio.await(child) }
                yield()
                parent.cancel()
                shouldThrow<CancellationException> { parent.await() }
                child.isCancelled shouldBe true
            }
        }

        test("CTX-1: context variables are those of the coroutine, on other dispatchers and in children too") {
            val request = ContextVar.of("request", "none")
            onVirtualTime {
                request.set("main")
                val task = createSuspendTask {
                    request.set("task")
                    yield()
                    val here = request.get()
                    val elsewhere = withContext(Dispatchers.IO) { request.get() }
                    var child = ""
                    launch { child = request.get() }.join()
                    val thread = Asyncio.toThread<String> { request.get() }.await()
                    val java = Asyncio.createTask<String> { request.get() }.await()
                    listOf(here, elsewhere, child, thread, java)
                }
                task.await() shouldBe List(5) { "task" }
                request.get() shouldBe "main"
            }
            request.get() shouldBe "none"
        }

        test("TASK-4: the current task is known in coroutines and not left behind") {
            onVirtualTime {
                val main = Asyncio.currentTask()
                val task = createSuspendTask {
                    val before = Asyncio.currentTask()
                    delay(10)
                    before === Asyncio.currentTask()
                }
                task.await() shouldBe true
                Asyncio.currentTask() shouldBeSameInstanceAs main
            }
        }

        test("await in its blocking form is refused in a coroutine, with the remedy") {
            onVirtualTime {
                val refused = shouldThrow<IllegalStateException> { Asyncio.await(Asyncio.sleep(Duration.ZERO)) }
                refused.message shouldContain "was called in the Kotlin coroutine of task 'main'"
                refused.message shouldContain "use the suspend function await() there"
            }
        }

        test("DBG-5: the text form shows what a coroutine awaits") {
            onVirtualTime {
                val future = createFuture<String>()
                val task = createSuspendTask("waiter") { future.await() }
                yield()
                task.toString() shouldBe "Task[pending, name='waiter', awaits future]"
                future.toString() shouldBe "Future[pending, awaited by task 'waiter']"
                future.setResult("x")
                task.await() shouldBe "x"
            }
        }

        test("RUN-7: runLoop takes the options of a runner") {
            val time =
                runLoop(RunnerOptions.onLoop(EventLoop::virtualTime)) {
                    delay(Duration.ofDays(1).toMillis())
                    EventLoop.running().time()
                }
            time shouldBe Duration.ofDays(1)
        }

        test("runLoop runs a suspend main; the loop is a dispatcher for any coroutine") {
            runLoop {
                val loop = EventLoop.running()
                withContext(Dispatchers.Default) {
                    withContext(loop.dispatcher) { EventLoop.running() shouldBeSameInstanceAs loop }
                }
                "value"
            } shouldBe "value"
        }

        test("Kotlin tasks on the parallel loop") {
            EventLoop.shared().createSuspendTask { withContext(Dispatchers.Default) { 20 } + 1 }.join() shouldBe 21
        }
    })
