package dev.menai.engine.spi

import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.ConfinedLoop
import dev.menai.engine.loop.ErrorReport
import dev.menai.engine.loop.ErrorSink
import dev.menai.engine.tasks.Awaiting
import dev.menai.engine.tasks.LinearTask
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.SuspendTask
import dev.menai.engine.tasks.awaitStage
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe

/** A small client of the engine: what happens to tasks, in the order in which it does. */
private class Timeline(private val loop: ConfinedLoop) : LoopObserver() {
    val events = mutableListOf<String>()

    override fun created(task: ObservedTask) = note("created", task)

    override fun waits(task: ObservedTask) = note("waits", task)

    override fun goesOn(task: ObservedTask) = note("goes on", task)

    override fun ended(task: ObservedTask) = note("ended", task)

    override fun standsStill() {
        events += "stands still"
        loop.stop()
    }

    private fun note(event: String, task: ObservedTask) {
        events += "${task.name} $event"
    }
}

class LoopObserverTest :
    FunSpec({
        test("the life of a linear and of a suspending task, and the end of all that there was to do") {
            val loop = ConfinedLoop.virtualTime()
            val timeline = Timeline(loop)
            loop.observer = timeline
            fun later() = LoopFuture<Unit>(loop).also { due -> loop.callLater(5, { due.settle(Unit) }, VarContext()) }
            LinearTask(LoopFuture<Unit>(loop), { Awaiting.await(later()) }, VarContext(), "linear").begin(false)
            SuspendTask(LoopFuture<Unit>(loop), { awaitStage(later()) }, VarContext(), "suspending").begin(false)
            SuspendTask(LoopFuture<Unit>(loop), {
                awaitStage(LoopFuture<Unit>(loop))
            }, VarContext(), "stuck").begin(false)
            loop.runForever()
            timeline.events shouldContainExactly
                listOf(
                    "linear created",
                    "suspending created",
                    "stuck created",
                    "linear waits",
                    "suspending waits",
                    "stuck waits",
                    "linear goes on",
                    "linear ended",
                    "suspending goes on",
                    "suspending ended",
                    "stands still",
                )
            loop.tasks().map { it.name } shouldBe listOf("stuck")
            loop.close()
        }

        test("a loop that is told something as it stands still goes on") {
            val loop = ConfinedLoop.create()
            var told = 0
            loop.observer =
                object : LoopObserver() {
                    override fun standsStill() {
                        if (++told <
                            3
                        ) {
                            loop.callSoon({}, VarContext())
                        } else {
                            loop.callLater(1, { loop.stop() }, VarContext())
                        }
                    }
                }
            loop.runForever()
            told shouldBe 3
            loop.close()
        }

        test("work outside the loop is something that is to come: it does not stand still") {
            val loop = ConfinedLoop.virtualTime()
            val timeline = Timeline(loop)
            loop.observer = timeline
            loop.outsideWorkBegan()
            Thread {
                loop.enqueue { timeline.events += "came" }
                loop.outsideWorkEnded()
            }.start()
            loop.runForever()
            timeline.events shouldBe listOf("came", "stands still")
            loop.close()
        }

        test("an observer that fails is reported once, and is told nothing more; the task goes on") {
            val loop = ConfinedLoop.virtualTime()
            val reports = mutableListOf<ErrorReport>()
            loop.errorSink = ErrorSink { reports += it }
            var told = 0
            loop.observer =
                object : LoopObserver() {
                    override fun waits(task: ObservedTask) {
                        told++
                        error("full")
                    }
                }
            val future = LoopFuture<Int>(loop)
            LinearTask(future, {
                repeat(3) {
                    Awaiting.await(LoopFuture<Unit>(loop).also { loop.callSoon({ it.settle(Unit) }, VarContext()) })
                }
                loop.stop()
                3
            }, VarContext(), null).begin(false)
            loop.runForever()
            future.join() shouldBe 3
            told shouldBe 1
            loop.observer shouldBe null
            reports.map { it.message } shouldBe
                listOf("Exception in the observer of an event loop: it is told nothing more")
            loop.close()
        }
    })
