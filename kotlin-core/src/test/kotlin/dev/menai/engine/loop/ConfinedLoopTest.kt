package dev.menai.engine.loop

import dev.menai.engine.context.VarContext
import dev.menai.engine.tasks.LinearTask
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.SuspendTask
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.longs.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield

class ConfinedLoopTest :
    FunSpec({
        test("LOOP-6: tiny delays do not spin") {
            val loop = ConfinedLoop.create()
            val before = loop.progress.steps
            for (delay in listOf(10_000_000L, 100_000L, 1_000L, 10L, 1L)) {
                loop.callLater(delay, { loop.stop() }, Loop.NO_VARIABLES)
                loop.runForever()
            }
            loop.progress.steps - before shouldBeLessThanOrEqual 20L
            loop.close()
        }

        test("callbacks and Kotlin continuations run on the thread that runs the loop: a step costs no switch") {
            val loop = ConfinedLoop.virtualTime()
            val threads = mutableSetOf<Thread>()
            val future = LoopFuture<Unit>(loop)
            loop.callSoon({ threads += Thread.currentThread() }, VarContext())
            SuspendTask(future, {
                repeat(10) {
                    threads += Thread.currentThread()
                    yield()
                    delay(5)
                }
                loop.stop()
            }, VarContext(), "coroutine").begin(false)
            loop.runForever()
            threads shouldBe setOf(Thread.currentThread())
            loop.close()
        }

        test("a body that never suspends costs no thread: one worker runs all of them") {
            val loop = ConfinedLoop.virtualTime()
            val threads = mutableSetOf<Thread>()
            repeat(100) {
                LinearTask(LoopFuture<Unit>(loop), {
                    threads += Thread.currentThread()
                }, VarContext(), null).begin(false)
            }
            loop.callLater(1, { loop.stop() }, Loop.NO_VARIABLES)
            loop.runForever()
            threads.size shouldBe 1
            loop.close()
        }

        test("virtual time jumps to the next timer when nothing is ready") {
            val loop = ConfinedLoop.virtualTime()
            val times = mutableListOf<Long>()
            loop.callLater(5_000_000_000, { times += loop.now() }, Loop.NO_VARIABLES)
            loop.callLater(9_000_000_000, {
                times += loop.now()
                loop.stop()
            }, Loop.NO_VARIABLES)
            loop.runForever()
            times shouldBe listOf(5_000_000_000, 9_000_000_000)
            loop.close()
        }

        test("the threads of bodies are virtual from JDK 24 on") {
            Workers.areVirtual shouldBe (Runtime.version().feature() >= 24)
            val loop = ConfinedLoop.virtualTime()
            var thread: Thread? = null
            LinearTask(LoopFuture<Unit>(loop), {
                thread = Thread.currentThread()
                loop.stop()
            }, VarContext(), null).begin(false)
            loop.runForever()
            thread!!.javaClass.simpleName shouldBeIn listOf(if (Workers.areVirtual) "VirtualThread" else "Thread")
            loop.close()
        }

        test("a closed loop hands a coroutine over, cancelled, for its clean-up") {
            val loop = ConfinedLoop.virtualTime()
            val future = LoopFuture<Unit>(loop)
            var cleaned: Thread? = null
            SuspendTask(future, {
                try {
                    delay(1_000_000)
                } finally {
                    cleaned = Thread.currentThread()
                }
            }, VarContext(), "left").begin(false)
            loop.stop()
            loop.runForever()
            loop.close()
            runCatching { future.join() }.exceptionOrNull()!!.message shouldBe "Event loop is closed"
            (cleaned === Thread.currentThread()) shouldBe false
        }

        test("what a step's thread was in before is restored after a run") {
            val own = VarContext()
            val state = ThreadState.current()
            val before = state.enter(own)
            val loop = ConfinedLoop.virtualTime()
            loop.stop()
            loop.runForever()
            state.context shouldBeSameInstanceAs own
            state.enter(before)
            loop.close()
        }
    })
