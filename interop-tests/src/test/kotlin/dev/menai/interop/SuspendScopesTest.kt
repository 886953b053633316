package dev.menai.interop

import dev.menai.Asyncio
import dev.menai.EventLoop
import dev.menai.ExceptionGroup
import dev.menai.InvalidStateException
import dev.menai.Task
import dev.menai.TaskOptions
import dev.menai.TaskScope
import dev.menai.Timeout
import dev.menai.TimeoutException
import dev.menai.coroutines.await
import dev.menai.coroutines.createSuspendTask
import dev.menai.coroutines.now
import dev.menai.coroutines.taskGroup
import dev.menai.coroutines.timeout
import dev.menai.coroutines.timeoutAt
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.io.IOException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import java.time.Duration as JavaDuration

class SuspendScopesTest :
    FunSpec({
        fun now() = EventLoop.running().time()

        // task groups

        test(
            "TGR-24: a group that a task of it cancels ends with the value of its block, one whose block waits has none",
        ) {
            onVirtualTime {
                val steps = mutableListOf<String>()
                taskGroup("winner takes it all") {
                    createSuspendTask { delay(1.hours) }
                    createSuspendTask {
                        steps += "winner"
                        cancel()
                    }
                }
                steps shouldBe listOf("winner")
                shouldThrow<InvalidStateException> {
                    taskGroup("cut") {
                        cancel()
                        delay(1.hours)
                    }
                }.message shouldBe "a task group must have a value, but was cancelled by cancel() before its block " +
                    "returned one; let it return before that, and a task of the group call cancel()"
            }
        }

        test("TGR-1: a group of Java and Kotlin tasks ends when all are done; results stay readable") {
            onVirtualTime {
                lateinit var java: Task<String>
                lateinit var kotlin: Task<Int>
                val value =
                    taskGroup {
                        java = createTask<String> { Asyncio.await(Asyncio.sleep(JavaDuration.ofSeconds(2), "Java")) }
                        kotlin =
                            createSuspendTask {
                                delay(3.seconds)
                                3
                            }
                        "body"
                    }
                value shouldBe "body"
                java.result() shouldBe "Java"
                kotlin.result() shouldBe 3
                now() shouldBe JavaDuration.ofSeconds(3)
            }
        }

        test("TGR-6: a task that fails cancels the others and the body; the group of failures comes out") {
            onVirtualTime {
                val steps = mutableListOf<String>()
                val lost = IOException("lost")
                val failures =
                    shouldThrow<ExceptionGroup> {
                        taskGroup<Unit>("fetch") {
                            createSuspendTask {
                                try {
                                    delay(1.hours)
                                } finally {
                                    steps += "sibling"
                                }
                            }
                            createSuspendTask {
                                delay(1.seconds)
                                throw lost
                            }
                            try {
                                delay(1.hours)
                            } finally {
                                steps += "body"
                            }
                        }
                    }
                failures.exceptions() shouldContainExactly listOf(lost)
                failures.message shouldBe
                    "unhandled errors in TaskGroup 'fetch' (1 sub-exception): java.io.IOException: lost"
                steps.toSet() shouldBe setOf("sibling", "body")
                yield() // the coroutine itself was not cancelled
            }
        }

        test("TGR-14: a failure of the body cancels the tasks and is wrapped, the same instance") {
            onVirtualTime {
                val lost = IOException("lost")
                val failures =
                    shouldThrow<ExceptionGroup> {
                        taskGroup<Unit> {
                            createSuspendTask { delay(1.hours) }
                            yield()
                            throw lost
                        }
                    }
                failures.exceptions().single() shouldBeSameInstanceAs lost
                now() shouldBe JavaDuration.ZERO
            }
        }

        test("TGR-16: a cancellation that the body throws itself cancels the tasks and comes out bare") {
            onVirtualTime {
                val own = CancellationException("own")
                shouldThrow<CancellationException> {
                    taskGroup<Unit> {
                        createSuspendTask { delay(1.hours) }
                        throw own
                    }
                } shouldBeSameInstanceAs own
            }
        }

        test(
            "TGR-17, TGR-18: who is cancelled waits for his tasks and ends cancelled, with their failures suppressed",
        ) {
            for (inBody in listOf(true, false)) {
                onVirtualTime {
                    val steps = mutableListOf<String>()
                    val task =
                        createSuspendTask {
                            taskGroup {
                                createSuspendTask {
                                    try {
                                        delay(1.hours)
                                    } finally {
                                        withContext(NonCancellable) { delay(3.seconds) }
                                        steps += "cleaned up"
                                        throw IOException("clean-up")
                                    }
                                }
                                if (inBody) delay(1.hours)
                            }
                        }
                    delay(1.seconds)
                    task.cancel("enough")
                    val cancellation = shouldThrow<CancellationException> { task.await() }
                    steps shouldBe listOf("cleaned up")
                    cancellation.suppressed.single().shouldBeInstanceOf<ExceptionGroup>()
                    now() shouldBe JavaDuration.ofSeconds(4)
                }
            }
        }

        test("TGR-24: cancel() ends the group without an exception, or says that there is no value") {
            onVirtualTime {
                taskGroup {
                    createSuspendTask { delay(1.hours) }
                    yield()
                    cancel()
                }
                shouldThrow<InvalidStateException> {
                    taskGroup {
                        cancel()
                        yield()
                    }
                }.message shouldContain "was cancelled by cancel() before its block returned one"
                yield()
                now() shouldBe JavaDuration.ZERO
            }
        }

        test("TGR-30: a block that asks for a task before it has heard that its group was cancelled ends with that") {
            onVirtualTime {
                shouldThrow<InvalidStateException> {
                    taskGroup {
                        Thread(::cancel).apply { start() }.join()
                        createSuspendTask { 1 }
                    }
                }.message shouldContain "was cancelled by cancel() before its block returned"
            }
        }

        test(
            "TGR-6, TGR-24: on a parallel loop, too, the block ends as it must, whatever task of the group it awaits",
        ) {
            val loop = EventLoop.parallel()
            repeat(300) {
                loop.createSuspendTask {
                    shouldThrow<ExceptionGroup> {
                        taskGroup {
                            val long = createSuspendTask { delay(1.hours) }
                            createSuspendTask { throw IOException("failed") }
                            repeat(5) { createSuspendTask { delay(1.hours) } }
                            long.await()
                        }
                    }.exceptions().map { it.message } shouldBe listOf("failed")
                    shouldThrow<InvalidStateException> {
                        taskGroup {
                            val long = createSuspendTask { delay(1.hours) }
                            createSuspendTask { cancel() }
                            repeat(5) { createSuspendTask { delay(1.hours) } }
                            long.await()
                        }
                    }
                }.join()
            }
            loop.close()
        }

        test("TGR-21: nested groups that both fail: the inner failure becomes a member of the outer group") {
            onVirtualTime {
                val failures =
                    shouldThrow<ExceptionGroup> {
                        taskGroup {
                            createSuspendTask {
                                delay(1.seconds)
                                throw IOException("outer")
                            }
                            taskGroup {
                                createSuspendTask {
                                    delay(1.seconds)
                                    throw IOException("inner")
                                }
                            }
                        }
                    }
                failures.tree() shouldContain "outer"
                failures.tree() shouldContain "inner"
            }
        }

        // timeouts

        test("TMO-1: the deadline cancels the block; what comes out is no cancellation, and the coroutine goes on") {
            onVirtualTime {
                val late = shouldThrow<TimeoutException> { timeout(2.seconds) { delay(1.hours) } }
                late.duration() shouldBe JavaDuration.ofSeconds(2)
                late.message shouldBe "Timeout of PT2S expired"
                late.cause.shouldBeInstanceOf<CancellationException>()
                yield()
            }
        }

        test("TMO-2, TMO-4: null never fires, and a block that ends in time disarms it") {
            onVirtualTime {
                timeout(null) {
                    delay(1.hours)
                    "value"
                } shouldBe "value"
                timeout(1.seconds) { 1 } shouldBe 1
                timeoutAt(null) { 2 } shouldBe 2
                delay(1.hours)
                shouldThrow<TimeoutException> { timeoutAt(EventLoop.running().now) { yield() } }
            }
        }

        test("TMO-5: another exception passes as it is") {
            onVirtualTime {
                val lost = IOException("lost")
                shouldThrow<IOException> { timeout(1.seconds) { throw lost } } shouldBeSameInstanceAs lost
            }
        }

        test("TMO-6: a block that swallows the cancellation ends normally, and expired tells") {
            onVirtualTime {
                lateinit var kept: Timeout
                timeout(1.seconds) {
                    kept = it
                    try {
                        delay(1.hours)
                    } catch (_: CancellationException) {
                        // as this test wants it
                    }
                    "value"
                } shouldBe "value"
                kept.isExpired() shouldBe true
            }
        }

        test("TMO-7: a cancellation from outside stays one") {
            onVirtualTime {
                val task = createSuspendTask { timeout(1.hours) { delay(2.hours) } }
                delay(1.seconds)
                task.cancel()
                shouldThrow<CancellationException> { task.await() }
            }
        }

        test("TMO-11: the deadline can be moved") {
            onVirtualTime {
                timeout(1.seconds) {
                    it.reschedule(JavaDuration.ofSeconds(10))
                    delay(5.seconds)
                    it.reschedule(null)
                    delay(1.hours)
                    1
                } shouldBe 1
            }
        }

        test("TMO-13: around a group, it is a bare timeout with the failures of clean-ups suppressed") {
            onVirtualTime {
                val late =
                    shouldThrow<TimeoutException> {
                        timeout(1.seconds) {
                            taskGroup {
                                createSuspendTask {
                                    try {
                                        delay(1.hours)
                                    } finally {
                                        throw IOException("clean-up")
                                    }
                                }
                            }
                        }
                    }
                late.suppressed.single().shouldBeInstanceOf<ExceptionGroup>()
            }
        }

        test("the Java form is refused in a coroutine, with the remedy") {
            onVirtualTime {
                shouldThrow<IllegalStateException> { Asyncio.taskGroup { } }.message shouldBe
                    "taskGroup must be called in a coroutine body, but was called in the Kotlin coroutine of task " +
                    "'main'; use the suspend function of dev.menai.coroutines there"
            }
        }

        test("on any dispatcher the scopes work with the loop of the task, or the shared one") {
            onVirtualTime {
                withContext(Dispatchers.Default) {
                    shouldThrow<TimeoutException> { timeout(5.milliseconds) { delay(1.hours) } }
                }
            }
            kotlinx.coroutines.runBlocking {
                shouldThrow<TimeoutException> { timeout(5.milliseconds) { delay(1.hours) } }
                taskGroup { createSuspendTask { 1 } }.await() shouldBe 1
            }
        }

        test("EAG-1, EAG-2: an eager coroutine runs its first step inside createTask, as its own task") {
            onVirtualTime {
                val me = Asyncio.currentTask()
                val inside = mutableListOf<Task<*>?>()
                setTaskFactory(dev.menai.TaskFactory.eager())
                val task =
                    createSuspendTask {
                        inside += Asyncio.currentTask()
                        yield()
                        inside += Asyncio.currentTask()
                    }
                inside shouldBe listOf(task)
                Asyncio.currentTask() shouldBe me
                task.await()
                inside shouldBe listOf(task, task)
                createTask(TaskOptions.defaults().withEager(false)) { }.isDone shouldBe false
                setTaskFactory(null)
            }
        }

        test("a scope for objects outside any body takes coroutines too") {
            val scope = TaskScope.parallel("service")
            scope.createSuspendTask { delay(1.milliseconds) }.join()
            val endless = scope.createSuspendTask { delay(1.hours) }
            scope.close()
            endless.isCancelled shouldBe true
        }
    })
