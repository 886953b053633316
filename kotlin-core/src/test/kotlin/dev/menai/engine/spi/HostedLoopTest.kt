package dev.menai.engine.spi

import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.GuestLoop
import dev.menai.engine.loop.Loop
import dev.menai.engine.tasks.Awaiting
import dev.menai.engine.tasks.LinearTask
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.SuspendTask
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.longs.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.TestCoroutineScheduler
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.Future
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread
import kotlin.time.Duration.Companion.nanoseconds

/** A small client of the engine: a loop on the one thread of an executor. */
private class ExecutorHost : LoopHost {
    val executor = Executors.newSingleThreadScheduledExecutor { Thread(it, "host") }
    val loop = GuestLoop(this)
    private var next: Future<*>? = null

    override fun now(): Long = System.nanoTime()

    override fun wake() = executor.execute(::run)

    private fun run() {
        val deadline = loop.runReady()
        next?.cancel(false)
        next =
            if (deadline == HostedLoop.NEVER) null else executor.schedule(::run, deadline - now(), TimeUnit.NANOSECONDS)
    }

    fun <T> onHost(action: () -> T): T = executor.submit(action).get()

    fun end() {
        onHost { loop.close() }
        executor.shutdown()
    }
}

/** A small client of the engine: a loop on the scheduler, and the clock, of a kotlinx test. */
@OptIn(ExperimentalCoroutinesApi::class)
private class TestHost(private val scope: TestScope) : LoopHost {
    private val scheduler: TestCoroutineScheduler = scope.testScheduler
    val loop = GuestLoop(this)

    override fun now(): Long = scheduler.currentTime * 1_000_000

    override fun wake() {
        scope.backgroundScope.launch { run() }
    }

    private fun run() {
        val deadline = loop.runReady()
        if (deadline == HostedLoop.NEVER) return
        scope.backgroundScope.launch {
            delay((deadline - now()).nanoseconds)
            run()
        }
    }
}

@OptIn(ExperimentalCoroutinesApi::class)
class HostedLoopTest :
    FunSpec({
        fun Loop.later(nanos: Long) =
            LoopFuture<Unit>(this).also { due -> callLater(nanos, { due.settle(Unit) }, VarContext()) }

        fun <T> Loop.task(body: () -> T) = LoopFuture<T>(this).also {
            LinearTask(it, { body() }, VarContext(), null).begin(false)
        }

        test("callbacks and coroutines run on the host's thread, and so do timers") {
            val host = ExecutorHost()
            val threads = mutableListOf<String>()
            fun note() = threads.add(Thread.currentThread().name)
            val future = LoopFuture<Unit>(host.loop)
            host.loop.callSoon({ note() }, VarContext())
            SuspendTask(future, {
                note()
                delay(1)
                note()
            }, VarContext(), null).begin(false)
            future.join()
            host.loop.task { Awaiting.await(host.loop.later(1)) }.join()
            threads shouldContainExactly List(3) { "host" }
            host.end()
        }

        test("a body waits on a thread of its own, and the host is free meanwhile") {
            val host = ExecutorHost()
            lateinit var body: Thread
            val begin = host.loop.now()
            val gate = LoopFuture<String>(host.loop)
            val task =
                host.loop.task {
                    body = Thread.currentThread()
                    Awaiting.await(host.loop.later(1_000_000))
                    Awaiting.await(gate)
                }
            host.onHost { Thread.currentThread().name } shouldBe "host"
            host.onHost { gate.complete("through") }
            task.join() shouldBe "through"
            body.name shouldNotBe "host"
            host.loop.now() - begin shouldBeGreaterThanOrEqual 1_000_000
            host.end()
        }

        test("one step at a time: bodies, callbacks and what the host does itself") {
            val host = ExecutorHost()
            var inside = 0
            var most = 0
            fun step() {
                most = maxOf(most, ++inside)
                Thread.onSpinWait()
                inside--
            }
            val tasks =
                List(50) {
                    host.loop.task {
                        repeat(20) {
                            step()
                            Awaiting.await(host.loop.later(1))
                        }
                    }
                }
            val calls = List(200) { host.executor.submit { step() } }
            tasks.forEach { it.join() }
            calls.forEach { it.get() }
            host.onHost { most } shouldBe 1
            host.end()
        }

        test("threads that enqueue are heard, each of them, whether the host is in the loop or not") {
            val host = ExecutorHost()
            val left = CountDownLatch(4 * 10_000)
            repeat(4) { thread { repeat(10_000) { host.loop.enqueue { left.countDown() } } } }
            left.await()
            host.end()
        }

        test("an eager task of a callback, and of a body, has its first step at once") {
            val host = ExecutorHost()
            val steps = mutableListOf<String>()
            fun eager(name: String) = LinearTask(LoopFuture<Unit>(host.loop), {
                steps += name
                Awaiting.await(host.loop.later(1))
            }, VarContext(), null).begin(true)
            host.loop.callSoon({
                eager("of a callback")
                steps += "callback"
            }, VarContext())
            host.loop.task {
                eager("of a body")
                steps += "body"
            }.join()
            host.onHost { steps.toList() } shouldBe listOf("of a callback", "callback", "of a body", "body")
            host.end()
        }

        test("it is its host who runs it, and closes it between its steps") {
            val host = ExecutorHost()
            host.loop.isRunning shouldBe true
            shouldThrow<IllegalStateException> { host.loop.runForever() }.message shouldBe
                "A hosted loop is run by its host: cannot run it; wait for its tasks instead"
            shouldThrow<IllegalStateException> { host.loop.stop() }.message shouldBe
                "A hosted loop is run by its host: cannot stop it; close it instead"
            val inStep = LoopFuture<Throwable>(host.loop)
            host.loop.callSoon({
                inStep.settle(shouldThrow<IllegalStateException> { host.loop.close() })
            }, VarContext())
            inStep.join().message shouldContain "Event loop is running: cannot close it"
            val left = host.loop.task { Awaiting.await(LoopFuture<Unit>(host.loop)) }
            left.seenInAdvance()
            host.onHost { }
            host.end()
            shouldThrow<Exception> { left.join() }.cause!!.message shouldContain "Event loop is closed"
            host.loop.isRunning shouldBe false
        }

        test("on the scheduler of a kotlinx test both sides have one virtual clock") {
            runTest {
                val loop = TestHost(this).loop
                val events = mutableListOf<String>()
                launch {
                    delay(2_000)
                    events += "coroutine at $currentTime"
                }
                loop.task {
                    Awaiting.await(loop.later(1_000_000_000))
                    events += "body at $currentTime"
                    Awaiting.await(loop.later(2_000_000_000))
                    events += "body at $currentTime"
                }
                runCurrent()
                events shouldBe emptyList()
                advanceTimeBy(1_001)
                events shouldBe listOf("body at 1000")
                advanceTimeBy(2_000)
                events shouldBe listOf("body at 1000", "coroutine at 2000", "body at 3000")
                loop.close()
            }
        }
    })
