package dev.menai.interop.bridge

import dev.menai.fixture.Note
import dev.menai.fixture.Notebook
import dev.menai.interop.onVirtualTime
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import java.io.IOException
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

class JavaImplementationsTest :
    FunSpec({
        test("IMP-1: Kotlin calls a store that Java implements, bodies of the interface included") {
            onVirtualTime {
                val store = JavaNotes().asKotlin()
                val notebook = Notebook(store)
                notebook.add(Note("milk", "two"))
                notebook.find("milk")?.text shouldBe "two"
                store.has("bread") shouldBe false
                notebook.edit("milk") { it.copy(text = "three") }.text shouldBe "three"
            }
        }

        test("IMP-1: several coroutines wait for Java at the same time") {
            onVirtualTime {
                val store = JavaNotes().asKotlin()
                store.save(Note("a", "1"))
                val begin = time()
                coroutineScope {
                    val loads = List(3) { async { store.load("a")?.text } }
                    loads.map { it.await() } shouldContainExactly listOf("1", "1", "1")
                }
                (time() - begin).toMillis() shouldBe 1000
            }
        }

        test("IMP-5: a checked exception of Java is what Kotlin catches") {
            onVirtualTime {
                val failure = shouldThrow<IOException> { JavaNotes().asKotlin().load("") }
                failure.message shouldBe "title must not be empty"
            }
        }

        test("IMP-6: withTimeout ends the Java method, which cleans up") {
            onVirtualTime {
                val notes = JavaNotes()
                shouldThrow<TimeoutCancellationException> {
                    withTimeout(10.milliseconds) { notes.asKotlin().load("a") }
                }
                notes.steps shouldContainExactly listOf("loaded a")
                withTimeoutOrNull(10.milliseconds) { notes.asKotlin().load("b") }.shouldBeNull()
                delay(2.seconds)
                notes.steps shouldContainExactly listOf("loaded a", "loaded b")
            }
        }
    })
