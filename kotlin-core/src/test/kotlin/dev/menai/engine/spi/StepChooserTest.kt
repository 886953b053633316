package dev.menai.engine.spi

import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.ConfinedLoop
import dev.menai.engine.loop.ErrorReport
import dev.menai.engine.loop.ErrorSink
import dev.menai.engine.tasks.Awaiting
import dev.menai.engine.tasks.LinearTask
import dev.menai.engine.tasks.LoopFuture
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe

/** A small client of the engine: all schedules of a program, one after the other. */
private class EverySchedule : StepChooser {
    /** What was chosen where there was a choice, and among how many. */
    private val choices = mutableListOf<IntArray>()
    private var at = 0

    override fun choose(steps: Int): Int {
        if (steps == 1) return 0
        if (at == choices.size) choices += intArrayOf(0, steps)
        return choices[at++][0]
    }

    /** Goes on to the next schedule; returns false when there is none. */
    fun next(): Boolean {
        at = 0
        while (choices.isNotEmpty()) {
            val last = choices.last()
            if (++last[0] < last[1]) return true
            choices.removeLast()
        }
        return false
    }
}

class StepChooserTest :
    FunSpec({
        /** Runs [bodies] on a loop of its own for each schedule that there is; returns what each run has written. */
        fun allSchedules(vararg bodies: (ConfinedLoop, StringBuilder) -> Unit): List<String> {
            val chooser = EverySchedule()
            val runs = mutableListOf<String>()
            do {
                val loop = ConfinedLoop.ordered(chooser)
                val written = StringBuilder()
                for (body in bodies) {
                    LinearTask(LoopFuture<Unit>(loop), { body(loop, written) }, VarContext(), null).begin(false)
                }
                loop.callLater(1_000_000_000, { loop.stop() }, VarContext())
                loop.runForever()
                loop.close()
                runs += written.toString()
            } while (chooser.next())
            return runs
        }

        fun turn(loop: ConfinedLoop) {
            val turn = LoopFuture<Unit>(loop)
            loop.callSoon({ turn.settle(Unit) }, VarContext())
            Awaiting.await(turn)
        }

        test("bodies that do not wait run in each of their orders, once") {
            val runs =
                allSchedules(
                    { _, written -> written.append("a") },
                    { _, written -> written.append("b") },
                    { _, written -> written.append("c") },
                )
            runs shouldContainExactlyInAnyOrder listOf("abc", "acb", "bac", "bca", "cab", "cba")
        }

        test("a lost update is found where a body waits between looking and writing") {
            fun updates(): List<Int> {
                val values = mutableListOf<Int>()
                var counter = 0
                val update = { loop: ConfinedLoop, written: StringBuilder ->
                    if (written.isEmpty()) counter = 0
                    written.append(".")
                    val seen = counter
                    turn(loop)
                    counter = seen + 1
                    written.append(".")
                    if (written.length == 4) values += counter
                }
                allSchedules(update, update)
                return values
            }
            updates().toSet() shouldBe setOf(1, 2)
            updates() shouldBe updates()
        }

        test("due timers are among what is chosen from") {
            val runs =
                allSchedules({ loop, written ->
                    loop.callLater(0, { written.append("t") }, VarContext())
                    loop.callSoon({ written.append("c") }, VarContext())
                })
            runs.toSet() shouldBe setOf("tc", "ct")
        }

        test("a chooser that fails, or answers with a number out of range, is reported, and the first step runs") {
            val answers = ArrayDeque(listOf({ 4 }, { -1 }, { error("no idea") }))
            val loop = ConfinedLoop.ordered { steps -> if (steps < 2) 0 else answers.removeFirst()() }
            val reports = mutableListOf<ErrorReport>()
            loop.errorSink = ErrorSink { reports += it }
            val order = StringBuilder()
            for (name in "abcd") loop.callSoon({ order.append(name) }, VarContext())
            loop.stop()
            loop.runForever()
            loop.close()
            order.toString() shouldBe "abcd"
            reports.map { it.failure!!.message } shouldBe
                listOf(
                    "a step chooser must return a number from 0 until 4, but returned 4",
                    "a step chooser must return a number from 0 until 3, but returned -1",
                    "no idea",
                )
        }
    })
