package dev.menai.engine.loop

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe

class TimerQueueTest :
    FunSpec({
        val loop = ConfinedLoop.virtualTime()

        fun timer(deadline: Long) = LoopTimer(loop, deadline, {}, Loop.NO_VARIABLES)

        fun TimerQueue.due(now: Long): List<Long> {
            val ready = ReadyQueue()
            moveDueTo(ready, now)
            return List(ready.size) { (ready.take(0) as LoopTimer).deadline }
        }

        test("timers become ready by deadline and not before") {
            val timers = TimerQueue()
            listOf(30L, 10L, 20L).forEach { timers.add(timer(it)) }
            timers.due(9) shouldBe emptyList()
            timers.due(20) shouldBe listOf(10L, 20L)
            timers.nextDeadline() shouldBe 30L
        }

        test("LOOP-9: a cancelled timer leaves when it reaches the head") {
            val timers = TimerQueue()
            val first = timer(1)
            timers.add(first)
            timers.add(timer(2))
            first.cancel()
            timers.noteCancelled()
            timers.nextDeadline() shouldBe 2L
            timers.size shouldBe 1
        }

        test("LOOP-9: cancelled timers cannot pile up behind one that is far away") {
            val own = ConfinedLoop.virtualTime()
            own.callLater(1, {}, Loop.NO_VARIABLES)
            var most = 0
            own.callSoon({
                repeat(10_000) {
                    own.callLater(1_000_000L + it, {}, Loop.NO_VARIABLES).cancel()
                    most = maxOf(most, own.scheduledTimers)
                }
                own.stop()
            }, Loop.NO_VARIABLES)
            own.runForever()
            most shouldBeLessThan 250
            own.close()
        }

        test("LOOP-9: cancelled timers that were set from outside cannot pile up either") {
            val own = ConfinedLoop.virtualTime()

            fun runOnce() {
                own.stop()
                own.runForever()
            }
            own.callLater(1, {}, Loop.NO_VARIABLES)
            repeat(10_000) { own.callLater(1_000_000L + it, {}, Loop.NO_VARIABLES).cancel() }
            runOnce()
            own.scheduledTimers shouldBeLessThan 250
            val kept = List(10_000) { own.callLater(1_000_000L + it, {}, Loop.NO_VARIABLES) }
            runOnce()
            kept.forEach { it.cancel() }
            runOnce()
            own.scheduledTimers shouldBeLessThan 250
            own.close()
        }
    })
