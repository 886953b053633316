package dev.menai.engine.tasks

import dev.menai.engine.loop.ConfinedLoop
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class WaiterListTest :
    FunSpec({
        class Named(val name: String, val told: MutableList<String>) : Waiter() {
            override fun settled(future: LoopFuture<*>) {
                told += name
            }
        }

        test("waiters are told first in, first out, once; withdrawn ones are not") {
            val future = LoopFuture<String>(ConfinedLoop.virtualTime())
            val told = mutableListOf<String>()
            val waiters = listOf("a", "b", "c", "d").map { Named(it, told) }
            waiters.forEach { future.register(it) shouldBe true }
            future.withdraw(waiters[1]) shouldBe true
            future.withdraw(waiters[1]) shouldBe false
            future.hasOthersThan(waiters[0]) shouldBe true
            future.complete("x")
            told shouldBe listOf("a", "c", "d")
            future.register(Named("late", told)) shouldBe false
            future.withdraw(waiters[0]) shouldBe false
        }

        test("withdrawing a waiter that was never registered leaves the others alone") {
            val future = LoopFuture<String>(ConfinedLoop.virtualTime())
            val told = mutableListOf<String>()
            listOf("a", "b").forEach { future.register(Named(it, told)) }
            future.withdraw(Named("stranger", told)) shouldBe false
            future.complete("x")
            told shouldBe listOf("a", "b")
        }

        test("the only waiter can leave and another one come") {
            val future = LoopFuture<String>(ConfinedLoop.virtualTime())
            val told = mutableListOf<String>()
            val first = Named("first", told)
            future.register(first)
            future.hasOthersThan(first) shouldBe false
            future.withdraw(first) shouldBe true
            future.register(Named("second", told))
            future.complete("x")
            told shouldBe listOf("second")
        }
    })
