package dev.menai.engine.spi

import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.ConfinedLoop
import dev.menai.engine.loop.ErrorReport
import dev.menai.engine.loop.ErrorSink
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.ParallelLoop
import dev.menai.engine.loop.Vocabulary
import dev.menai.engine.tasks.Awaiting
import dev.menai.engine.tasks.LinearTask
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.PendingFuture
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.longs.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import java.nio.ByteBuffer
import java.nio.channels.Pipe
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.CountDownLatch
import kotlin.concurrent.thread

private class BareVocabulary(private val loop: Loop) : Vocabulary {
    override fun <T> pending(work: Work): Pending<T> = PendingFuture(LoopFuture(loop), work)

    override fun group(message: String, members: List<Throwable>) = error("none is asked for")

    override fun timeout(message: String, nanos: Long?, deadline: Long, cause: Throwable?) = error("none is asked for")
}

/** Bodies, timers, and threads beside a loop that waits for pipes. */
class PollerTest :
    FunSpec({
        fun Loop.pipes(): PipePoller {
            vocabulary = BareVocabulary(this)
            return poller(::PipePoller) as PipePoller
        }

        fun Pipe.write(byte: Int) = sink().write(ByteBuffer.wrap(byteArrayOf(byte.toByte())))

        fun <T> ConfinedLoop.runBody(body: () -> T): T {
            val future = LoopFuture<T>(this)
            LinearTask(future, {
                try {
                    body()
                } finally {
                    stop()
                }
            }, VarContext(), "body").begin(false)
            runForever()
            return future.join()
        }

        /** Reports of the loop, for tests that expect some. */
        class Reports : ErrorSink {
            val reports = mutableListOf<ErrorReport>()

            override fun report(report: ErrorReport) {
                reports += report
            }
        }

        test("a body goes on with the byte that a thread has written while the loop waited in its poller") {
            val loop = ConfinedLoop.create()
            val pipe = Pipe.open()
            loop.runBody {
                val read = loop.pipes().read(pipe.source())
                val writer = thread { pipe.write(7) }
                Awaiting.await(read).also { writer.join() }
            } shouldBe 7
            loop.close()
        }

        test("two bodies that talk through pipes, a thousand times") {
            val loop = ConfinedLoop.create()
            val there = Pipe.open()
            val back = Pipe.open()
            LinearTask(LoopFuture<Unit>(loop), {
                repeat(1000) { back.write(Awaiting.await(loop.pipes().read(there.source())) + 1) }
            }, VarContext(), "echo").begin(false)
            loop.runBody {
                (0 until 1000).count { i ->
                    there.write(i % 100)
                    Awaiting.await(loop.pipes().read(back.source())) == i % 100 + 1
                }
            } shouldBe 1000
            loop.close()
        }

        test("timers come in time, and what other threads enqueue comes at once, while the loop waits in its poller") {
            val loop = ConfinedLoop.create()
            val pipe = Pipe.open()
            val timerAt = CompletableFuture<Long>()
            val begin = loop.now()
            loop.runBody {
                val read = loop.pipes().read(pipe.source())
                loop.callLater(2_000_000, { timerAt.complete(loop.now()) }, VarContext())
                thread { loop.callSoon({ pipe.write(1) }, VarContext()) }
                Awaiting.await(read)
                Awaiting.await(timerAt)
            } - begin shouldBeGreaterThanOrEqual 2_000_000
            loop.close()
        }

        test("a byte comes while the loop is never out of steps") {
            val loop = ConfinedLoop.create()
            val pipe = Pipe.open()
            var steps = 0
            loop.runBody {
                val read = loop.pipes().read(pipe.source())
                var isRead = false
                lateinit var again: Runnable
                again =
                    Runnable {
                        steps++
                        if (!isRead) loop.callSoon(again, VarContext())
                    }
                again.run()
                pipe.write(1)
                Awaiting.await(read).also { isRead = true }
            } shouldBe 1
            steps shouldBeGreaterThan 0
            loop.close()
        }

        test("virtual time does not wait for a pipe, but sees what has come before it jumps") {
            val loop = ConfinedLoop.virtualTime()
            val pipe = Pipe.open()
            loop.runBody {
                val first = loop.pipes().read(pipe.source())
                val times = mutableListOf<Long>()
                first.whenComplete { _, _ -> times += loop.now() }
                pipe.write(1)
                Awaiting.await(
                    LoopFuture<Unit>(loop).also { due ->
                        loop.callLater(1_000_000_000, { due.settle(Unit) }, VarContext())
                    },
                )
                times += loop.now()
                times
            } shouldBe listOf(0, 1_000_000_000)
            loop.close()
        }

        test("cancelling a read leaves the byte to the next one") {
            val loop = ConfinedLoop.create()
            val pipe = Pipe.open()
            loop.runBody {
                val read = loop.pipes().read(pipe.source())
                read.cancel(true)
                shouldThrow<CancellationException> { Awaiting.await(read) }.message shouldBe "future was cancelled"
                pipe.write(3)
                Awaiting.await(loop.pipes().read(pipe.source()))
            } shouldBe 3
            loop.close()
        }

        test("a loop has one poller, and closes it: what it waits for fails") {
            val loop = ConfinedLoop.create()
            val read = loop.pipes().read(Pipe.open().source())
            (read as LoopFuture<*>).seenInAdvance()
            loop.pipes() shouldBeSameInstanceAs loop.pipes()
            loop.close()
            shouldThrow<CompletionException> { read.join() }.cause!!.message shouldBe "the pipe is closed"
            shouldThrow<IllegalStateException> { loop.pipes() }.message shouldContain
                "Event loop is closed: cannot wait for the outside world"
        }

        test("a poller that fails is reported and closed, and the loop goes on without it") {
            val loop = ConfinedLoop.create()
            val reports = Reports().also { loop.errorSink = it }
            var isClosed = false
            loop.poller {
                object : Poller {
                    override val isWanted: Boolean get() = true

                    override fun poll(nanos: Long): Unit = throw IllegalArgumentException("no such device")

                    override fun wakeup() = Unit

                    override fun close() {
                        isClosed = true
                    }
                }
            }
            loop.runBody {
                Awaiting.await(
                    LoopFuture<Int>(loop).also { due ->
                        loop.callLater(1_000_000, { due.settle(1) }, VarContext())
                    },
                )
            } shouldBe 1
            isClosed shouldBe true
            reports.reports.map { it.message to it.failure!!.message } shouldBe
                listOf("Exception in the poller of an event loop" to "no such device")
            loop.close()
        }

        test("a parallel loop has a thread for its poller, which ends with the loop") {
            val loop = ParallelLoop.create()
            val pipe = Pipe.open()
            val read = loop.pipes().read(pipe.source())
            pipe.write(9)
            read.join() shouldBe 9
            val left = loop.pipes().read(pipe.source())
            (left as LoopFuture<*>).seenInAdvance()
            val polls = Thread.getAllStackTraces().keys.filter { it.name == "menai-parallel-poller" }
            loop.close()
            shouldThrow<CompletionException> { left.join() }.cause!!.message shouldBe "the pipe is closed"
            polls.forEach { it.join() }
        }

        test("many threads enqueue while the loop goes in and out of its poller: nothing is lost") {
            val loop = ConfinedLoop.create()
            val pipe = Pipe.open()
            val left = CountDownLatch(4 * 5_000)
            val lost =
                loop.runBody {
                    val read = loop.pipes().read(pipe.source())
                    val threads =
                        List(4) {
                            thread {
                                repeat(5_000) { loop.enqueue { left.countDown() } }
                                if (it == 0) pipe.write(1)
                            }
                        }
                    Awaiting.await(read)
                    threads.filter { thread ->
                        val ended = LoopFuture<Unit>(loop)
                        thread {
                            thread.join()
                            loop.enqueue { ended.settle(Unit) }
                        }
                        Awaiting.await(ended)
                        thread.isAlive
                    }
                }
            lost.shouldBeEmpty()
            left.count shouldBe 0
            loop.close()
        }
    })
