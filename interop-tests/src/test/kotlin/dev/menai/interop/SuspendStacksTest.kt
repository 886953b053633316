package dev.menai.interop

import dev.menai.AsyncFuture
import dev.menai.Asyncio
import dev.menai.Task
import dev.menai.coroutines.await
import dev.menai.coroutines.createSuspendTask
import dev.menai.kotlin.Coroutines
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.async
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield

private suspend fun awaits(future: AsyncFuture<String>): Int = future.await().length

private suspend fun delays(): Int {
    delay(1_000)
    return 1
}

private suspend fun receives(channel: Channel<String>): Int = channel.receive().length

private suspend fun scopes(): Int {
    val one = coroutineScope { delays() }
    return one + 1
}

/** The methods of this file in the stack of [this], innermost first. */
private fun Task<*>.methods() = stack().filter { it.className.startsWith("dev.menai.interop.SuspendStacks") }
    .map { it.methodName }

class SuspendStacksTest :
    FunSpec({
        test("DBG-8: the stack of a Kotlin task that waits begins where it waits, for whatever that is") {
            onVirtualTime {
                val future = createFuture<String>()
                val channel = Channel<String>()
                val tasks =
                    listOf(
                        createSuspendTask { awaits(future) },
                        createSuspendTask { delays() },
                        createSuspendTask { receives(channel) },
                    )
                yield()
                tasks.map { it.stack().first().methodName } shouldBe listOf("awaits", "delays", "receives")
                tasks.map { it.methods() } shouldBe
                    listOf("awaits", "delays", "receives").map { listOf(it, "invokeSuspend") }
                future.setResult("x")
                channel.trySend("y")
                tasks.map { it.await() } shouldBe listOf(1, 1, 1)
                tasks.first().stack().size shouldBe 0
            }
        }

        test("DBG-8: the stack of a Kotlin task goes through the scopes that it is in") {
            onVirtualTime {
                val task = createSuspendTask { scopes() }
                yield()
                task.methods() shouldBe listOf("delays", "invokeSuspend", "scopes", "invokeSuspend")
                task.await() shouldBe 2
            }
        }

        test("DBG-8: a Kotlin task's own stack begins with the frame that asks") {
            onVirtualTime {
                val task = createSuspendTask { Asyncio.currentTask()!!.stack().first().methodName }
                task.await() shouldBe "invokeSuspend"
            }
        }

        test("DBG-7: a deferred, a job and a suspend call tell what they are") {
            onVirtualTime {
                val deferred = CompletableDeferred<String>()
                Coroutines.future(deferred).toString() shouldBe "Future[pending, Deferred]"
                deferred.complete("x")
                coroutineScope {
                    val named = async(CoroutineName("loader")) { delay(1) }
                    Coroutines.future(named).toString() shouldBe "Future[pending, Deferred 'loader']"
                    val job = launch { delay(1) }
                    Coroutines.future(job).toString() shouldBe "Future[pending, Job]"
                }
                yield()
            }
        }

        test("DBG-7: a time limit in a coroutine tells what its task waited for") {
            onVirtualTime {
                val task = createSuspendTask("limited") { createFuture<String>().await() }
                val limited = Asyncio.waitFor(task, java.time.Duration.ofSeconds(1))
                val late = runCatching { limited.await() }.exceptionOrNull()!!
                late.message shouldBe "task 'limited' must be done within PT1S, but was not: it waited for future"
            }
        }
    })
