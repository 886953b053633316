package dev.menai.engine.groups

import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.ConfinedLoop
import dev.menai.engine.loop.Loop
import dev.menai.engine.tasks.LinearTask
import dev.menai.engine.tasks.LoopFuture
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class ScopeTest :
    FunSpec({
        /** Runs bodies as tasks of their names, one after the other. */
        fun run(vararg bodies: Pair<String, () -> Unit>) {
            val loop = ConfinedLoop.virtualTime()
            val futures = bodies.map { (name, body) ->
                LoopFuture<Unit>(loop).also { LinearTask(it, { body() }, VarContext(), name).begin(false) }
            }
            loop.callLater(1, { loop.stop() }, Loop.NO_VARIABLES)
            loop.runForever()
            loop.close()
            futures.forEach { it.join() }
        }

        test("a scope is left by the task that entered it, which the message names") {
            lateinit var scope: Scope
            run(
                "a" to { scope = TimeoutScope.enterFor("timeout", null) },
                "b" to {
                    shouldThrow<IllegalStateException> { scope.leave(null) }.message shouldBe
                        "Timeout in task 'a' must be left by the task that entered it, 'a', but was left by task 'b'"
                },
            )
            shouldThrow<IllegalStateException> { scope.leave(null) }.message shouldBe
                "Timeout in task 'a' must be left by the task that entered it, 'a', but was left by code outside any task"
        }

        test("scopes are left in the order of their nesting") {
            run(
                "a" to {
                    val outer = TaskGroupScope.enter("taskGroup", "outer")
                    val inner = TimeoutScope.enterFor("timeout", null)
                    shouldThrow<IllegalStateException> { outer.leave(null) }.message shouldBe
                        "TaskGroup 'outer' must be left after the scopes that were entered in it, but one of them is " +
                        "still open"
                    inner.leave(null) shouldBe null
                    outer.leave(null) shouldBe null
                },
            )
        }
    })
