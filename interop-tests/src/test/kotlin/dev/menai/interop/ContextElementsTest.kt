package dev.menai.interop

import dev.menai.Asyncio
import dev.menai.Context
import dev.menai.ContextVar
import dev.menai.EventLoop
import dev.menai.coroutines.asContextElement
import dev.menai.coroutines.await
import dev.menai.coroutines.createSuspendTask
import dev.menai.coroutines.dispatcher
import dev.menai.kotlin.Suspend
import dev.menai.kotlin.SuspendCall
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.ThreadContextElement
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.io.IOException
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext

private object LateKey : CoroutineContext.Key<ThreadContextElement<Unit>>

class ContextElementsTest :
    FunSpec({
        val variable = ContextVar.of("variable", "unset")
        var local = ThreadLocal<String?>()

        // what is no longer carried stays in a thread that has not left the context yet
        beforeTest { local = ThreadLocal() }

        /** Both the variable and the thread-local, which are to go the same ways. */
        fun values() = "${variable.get()} ${local.get()}"

        fun set(value: String) {
            variable.set(value)
            local.set(value)
        }

        fun carried(block: suspend EventLoop.() -> Unit) {
            Context.carry(local).use { onVirtualTime(block) }
        }

        test("CTX-7: a declared thread-local goes with coroutines, onto other dispatchers too") {
            carried {
                set("body")
                yield()
                values() shouldBe "body body"
                withContext(Dispatchers.IO) {
                    values() shouldBe "body body"
                    set("on a thread")
                    delay(1)
                    values() shouldBe "on a thread on a thread"
                }
                values() shouldBe "on a thread on a thread"
                withContext(Dispatchers.Default) { Asyncio.createTask<String> { values() }.await() } shouldBe
                    "on a thread on a thread"
            }
        }

        /** Gives another thread the time to go on with the coroutine before the one that has begun it has left it. */
        val hasty =
            object : CoroutineDispatcher() {
                override fun dispatch(context: CoroutineContext, block: Runnable) {
                    thread(block = block::run).join(200)
                }
            }

        test("CTX-7: what another thread sets is not lost when that which made the call is slow to leave it") {
            carried {
                val call: suspend () -> String = {
                    set("here")
                    withContext(hasty) { set("there") }
                    values()
                }
                createTask<String> { Asyncio.await(Suspend.call(SuspendCall<String, Exception>(call))) }
                    .await() shouldBe "there there"
            }
        }

        test("CTX-8: coroutines that take turns each keep their own") {
            carried {
                val tasks =
                    List(20) { number ->
                        createSuspendTask {
                            repeat(10) { step ->
                                set("$number at $step")
                                callSoon { set("callback") }
                                if (number % 2 == 0) yield() else withContext(Dispatchers.Default) { yield() }
                                values() shouldBe "$number at $step $number at $step"
                            }
                        }
                    }
                tasks.forEach { it.await() }
                values() shouldBe "unset null"
            }
        }

        test("CTX-8: what a coroutine sets goes with it from thread to thread, however fast that is") {
            carried {
                repeat(200) { number ->
                    set("$number")
                    withContext(Dispatchers.Default) {
                        values() shouldBe "$number $number"
                        set("default $number")
                        withContext(Dispatchers.IO) { local.set("io $number") }
                        values() shouldBe "default $number io $number"
                    }
                    local.get() shouldBe "io $number"
                }
            }
        }

        test("CTX-9: a coroutine leaves nothing behind, however it ends") {
            carried {
                val failing =
                    createSuspendTask<Unit> {
                        set("failing")
                        throw IOException("lost")
                    }
                val cancelled =
                    createSuspendTask {
                        set("cancelled")
                        try {
                            delay(1_000)
                        } finally {
                            values() shouldBe "cancelled cancelled"
                            withContext(NonCancellable) { yield() }
                            values() shouldBe "cancelled cancelled"
                        }
                    }
                shouldThrow<IOException> { failing.await() }
                cancelled.cancel()
                shouldThrow<CancellationException> { cancelled.await() }
                values() shouldBe "unset null"
                withContext(dispatcher) { values() } shouldBe "unset null"
            }
        }

        test("CTX-13: coroutines that are launched from a task have a copy of its context each") {
            carried {
                set("parent")
                val isSet = List(2) { CompletableDeferred<Unit>() }
                coroutineScope {
                    repeat(2) { number ->
                        launch(if (number == 0) Dispatchers.IO else dispatcher) {
                            values() shouldBe "parent parent"
                            set("child $number")
                            isSet[number].complete(Unit)
                            isSet.awaitAll()
                            values() shouldBe "child $number child $number"
                            if (number == 1) Asyncio.currentTask()?.name() shouldBe "main"
                        }
                    }
                    isSet.awaitAll()
                    values() shouldBe "parent parent"
                    set("changed")
                    async { values() }.await() shouldBe "changed changed"
                }
                values() shouldBe "changed changed"
            }
        }

        test("CTX-13: withContext and coroutineScope keep the context itself") {
            carried {
                withContext(Dispatchers.Default) { set("inside") }
                values() shouldBe "inside inside"
                coroutineScope { set("in a scope") }
                values() shouldBe "in a scope in a scope"
            }
        }

        test("CTX-14: a variable has another value in a block, on any dispatcher, and in what is launched there") {
            onVirtualTime {
                val other = ContextVar.of("other", "unset")
                variable.set("outside")
                withContext(variable.asContextElement("Ada") + other.asContextElement("x")) {
                    variable.get() + other.get() shouldBe "Adax"
                    yield()
                    variable.get() + other.get() shouldBe "Adax"
                    withContext(Dispatchers.IO) { variable.get() } shouldBe "Ada"
                    coroutineScope {
                        launch {
                            yield()
                            variable.get() shouldBe "Ada"
                        }
                    }
                    withContext(variable.asContextElement("Bob")) {
                        yield()
                        variable.get() + other.get() shouldBe "Bobx"
                    }
                    variable.get() shouldBe "Ada"
                    Asyncio.createTask<String> { variable.get() }.await() shouldBe "Ada"
                }
                variable.get() + other.get() shouldBe "outsideunset"
                shouldThrow<IOException> {
                    withContext(variable.asContextElement("failing")) { throw IOException("lost") }
                }
                variable.get() shouldBe "outside"
            }
        }

        test(
            "CTX-14: what the block itself sets lasts to its end, across dispatchers, and is not seen by its children",
        ) {
            onVirtualTime {
                val element = variable.asContextElement("Ada")
                repeat(100) {
                    withContext(element) {
                        variable.get() shouldBe "Ada"
                        variable.set("set")
                        withContext(Dispatchers.IO) {
                            variable.get() shouldBe "set"
                            variable.set("set on a thread")
                            withContext(Dispatchers.Default) { yield() }
                            variable.get() shouldBe "set on a thread"
                        }
                        variable.get() shouldBe "set on a thread"
                        coroutineScope {
                            launch(Dispatchers.Default) { variable.set("child") }
                            launch(variable.asContextElement("given")) { variable.get() shouldBe "given" }
                        }
                        yield()
                        variable.get() shouldBe "set on a thread"
                    }
                    variable.get() shouldBe "unset"
                }
            }
        }

        /** Keeps a thread from leaving a block until [isLeft]. */
        class Late(private val isLeft: CountDownLatch) :
            AbstractCoroutineContextElement(LateKey),
            ThreadContextElement<Unit> {
            override fun updateThreadContext(context: CoroutineContext): Unit = Unit

            override fun restoreThreadContext(context: CoroutineContext, oldState: Unit) {
                isLeft.await(1, TimeUnit.MINUTES)
            }
        }

        test("CTX-14: what comes after the block does not see the value of a thread that has not left it yet") {
            val isLeft = CountDownLatch(1)
            Executors.newSingleThreadExecutor().asCoroutineDispatcher().use { other ->
                onVirtualTime {
                    variable.set("outside")
                    withContext(variable.asContextElement("inside") + Late(isLeft) + other) {
                        variable.get() shouldBe "inside"
                    }
                    val seen = variable.get()
                    variable.set("later")
                    isLeft.countDown()
                    withContext(other) {} // the thread has left the block
                    seen shouldBe "outside"
                    variable.get() shouldBe "later"
                }
            }
        }

        test("CTX-14: in the block everything else is as around it, nested blocks and Java code included") {
            val other = ContextVar.of("other", "unset")
            carried {
                set("outside")
                withContext(variable.asContextElement("one")) {
                    withContext(other.asContextElement("two")) {
                        createTask<String> { "${variable.get()} ${other.get()} ${local.get()}" }.await() shouldBe
                            "one two outside"
                        variable.set("set")
                        local.set("inside")
                        withContext(Dispatchers.Default) { "${variable.get()} ${other.get()} ${local.get()}" } shouldBe
                            "set two inside"
                    }
                    other.set("kept")
                    withContext(variable.asContextElement("three")) { variable.get() shouldBe "three" }
                    Context.copy().get(variable) shouldBe "set"
                    variable.get() shouldBe "set"
                }
                "${variable.get()} ${other.get()} ${local.get()}" shouldBe "outside kept inside"
            }
        }

        test("CTX-14: a token made in the block restores the value there after a suspension, as for other variables") {
            val other = ContextVar.of("other", "unset")
            onVirtualTime {
                withContext(variable.asContextElement("block")) {
                    val token = variable.set("set")
                    val otherToken = other.set("set")
                    delay(1)
                    variable.reset(token)
                    other.reset(otherToken)
                    "${variable.get()} ${other.get()}" shouldBe "block unset"
                }
            }
        }

        test("CTX-14: without a task too, and without a value before") {
            val bare = ContextVar.of<String?>("bare")
            runBlocking(Dispatchers.Default) {
                withContext(bare.asContextElement("Ada")) {
                    delay(1)
                    bare.get() shouldBe "Ada"
                    withContext(bare.asContextElement(null)) { bare.get() shouldBe null }
                }
                bare.orElse("none") shouldBe "none"
            }
        }

        test("CTX-15: a coroutine that is no task runs in a copy of a context, on any dispatcher") {
            Context.carry(local).use {
                set("here")
                val context = Context.copy()
                set("later")
                runBlocking {
                    val scope = CoroutineScope(Dispatchers.Default)
                    val seen =
                        List(2) { number ->
                            scope.async(context.asContextElement()) {
                                val before = values()
                                set("coroutine $number")
                                delay(1)
                                values() shouldBe "coroutine $number coroutine $number"
                                withContext(Dispatchers.IO) { values() } shouldBe "coroutine $number coroutine $number"
                                before
                            }
                        }
                    seen.awaitAll() shouldBe listOf("here here", "here here")
                    scope.async { values() }.await() shouldBe "unset null"
                }
                context.get(variable) shouldBe "here"
                values() shouldBe "later later"
            }
        }

        test("CTX-15: in a task the block has a copy of the context that is given, and the task is the same") {
            carried {
                set("task")
                val given = Context.empty()
                given.run<RuntimeException> { set("given") }
                withContext(given.asContextElement()) {
                    yield()
                    values() shouldBe "given given"
                    Asyncio.currentTask()?.name() shouldBe "main"
                    set("inside")
                }
                values() shouldBe "task task"
                coroutineScope {
                    launch(given.asContextElement()) { values() shouldBe "given given" }
                    launch(currentCoroutineContext()) { values() shouldBe "task task" }
                }
            }
        }
    })
