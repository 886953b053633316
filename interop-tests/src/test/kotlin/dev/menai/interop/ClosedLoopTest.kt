package dev.menai.interop

import dev.menai.Asyncio
import dev.menai.EventLoop
import dev.menai.coroutines.await
import dev.menai.coroutines.createSuspendTask
import dev.menai.coroutines.dispatcher
import dev.menai.coroutines.scope
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.ExecutionException
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread
import kotlin.time.Duration.Companion.hours

/** What becomes of coroutines, and of those who wait elsewhere, when a loop is closed under them. */
class ClosedLoopTest :
    FunSpec({
        val steps = AtomicInteger()

        beforeTest { steps.set(0) }

        test("KTP-4: a coroutine that was dispatched to a loop and has not begun when that is closed is cancelled") {
            val loop = EventLoop.create()
            val beginning =
                listOf(
                    CoroutineScope(Dispatchers.Unconfined).async(start = CoroutineStart.UNDISPATCHED) {
                        withContext(loop.dispatcher) { steps.incrementAndGet() }
                    },
                    CoroutineScope(loop.dispatcher).async { steps.incrementAndGet() },
                    loop.scope.async { steps.incrementAndGet() },
                )
            val task = loop.createSuspendTask { steps.incrementAndGet() }
            loop.close()
            for (coroutine in beginning) shouldThrow<CancellationException> { coroutine.await() }
            shouldThrow<CancellationException> { task.await() }
            steps.get() shouldBe 0
        }

        test("KTP-4: one that delays there when it is closed goes on, cancelled, to clean up") {
            val loop = EventLoop.create()
            val begun = loop.createFuture<Unit>()
            val delaying =
                CoroutineScope(Dispatchers.Default).async {
                    withContext(loop.dispatcher) {
                        try {
                            loop.callSoon { begun.complete(Unit) } // when it delays
                            delay(1.hours)
                        } finally {
                            steps.incrementAndGet()
                        }
                    }
                }
            loop.runUntilComplete(begun)
            loop.close()
            shouldThrow<CancellationException> { delaying.await() }.message shouldContain "Event loop is closed"
            steps.get() shouldBe 1
        }

        test("KTP-4: one that begins to delay after the close is cancelled, be it in its clean-up") {
            for (loop in listOf(EventLoop.create(), EventLoop.parallel())) {
                loop.close()
                val late =
                    CoroutineScope(loop.dispatcher).async(start = CoroutineStart.UNDISPATCHED) {
                        try {
                            try {
                                delay(1.hours)
                            } finally {
                                withContext(NonCancellable) { delay(1.hours) }
                            }
                        } finally {
                            withContext(NonCancellable + Dispatchers.IO) {
                                yield()
                                steps.incrementAndGet()
                            }
                        }
                    }
                shouldThrow<CancellationException> { late.await() }.message shouldContain "Event loop is closed"
            }
            steps.get() shouldBe 2
        }

        test("KTP-4: nothing is lost or run elsewhere by a close that comes at the same time") {
            repeat(300) {
                val loop = EventLoop.create()
                val begun = CountDownLatch(1)
                val isOff = AtomicInteger()
                val elsewhere =
                    CoroutineScope(Dispatchers.Default).launch {
                        while (true) {
                            withContext(loop.dispatcher) {
                                begun.countDown()
                                if (runCatching { EventLoop.running() }.isFailure) isOff.incrementAndGet()
                            }
                        }
                    }
                loop.runUntilComplete(loop.createTask<Unit> { Asyncio.await(Asyncio.sleep(Duration.ofNanos(100_000))) })
                loop.close()
                runBlocking { elsewhere.join() }
                isOff.get() shouldBe 0
            }
        }

        test("LOOP-18: what is timed on a loop that is closed ends cancelled, for those who wait elsewhere") {
            for (loop in listOf(EventLoop.create(), EventLoop.parallel())) {
                val waits = CompletableFuture<List<CompletableFuture<*>>>()
                val hour = Duration.ofHours(1)
                val maker =
                    loop.createTask<Unit> {
                        val sleep = Asyncio.sleep(hour)
                        waits.complete(
                            listOf(
                                sleep,
                                sleep.thenApply { it },
                                Asyncio.sleep(hour, "result"),
                                Asyncio.waitFor(CompletableFuture<String>(), hour),
                                Asyncio.wait(listOf(CompletableFuture<String>()), hour),
                                Asyncio.gather(Asyncio.sleep(hour, 1), Asyncio.sleep(hour, 2)),
                            ),
                        )
                    }
                if (!loop.isRunning) loop.runUntilComplete(maker)
                val all = waits.get()
                val failures = CompletableFuture<List<Throwable?>>()
                val waiting =
                    thread { failures.complete(all.map { future -> runCatching { future.get() }.exceptionOrNull() }) }
                val awaiting =
                    CoroutineScope(Dispatchers.Default).async(start = CoroutineStart.UNDISPATCHED) {
                        runCatching { all[0].await() }.exceptionOrNull()
                    }
                loop.close()
                waiting.join()
                failures.get().map { (it as? ExecutionException)?.cause ?: it }.forEach {
                    (it is CancellationException) shouldBe true
                }
                awaiting.await()!!.message shouldBe "sleep(3600 s) was cancelled: its loop was closed"
            }
        }
    })
