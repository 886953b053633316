package dev.menai.interop

import dev.menai.Asyncio
import dev.menai.ContextVar
import dev.menai.EventLoop
import dev.menai.Task
import dev.menai.kotlin.await
import dev.menai.kotlin.createSuspendTask
import dev.menai.kotlin.dispatcher
import dev.menai.kotlin.runLoop
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext

/** The pieces of Kotlin in docs/kotlin.md; KotlinDocsTest compares them. */
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

                val user = ContextVar.of("user", "nobody")
                user.set("Ada")
                println(withContext(Dispatchers.IO) { user.get() })
            }
            printed shouldBe listOf("Java and 42", true, "Ada")
        }
    })
