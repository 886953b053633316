package dev.menai.engine.groups

import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.ConfinedLoop
import dev.menai.engine.loop.Loop
import dev.menai.engine.tasks.LinearTask
import dev.menai.engine.tasks.LoopFuture
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.util.concurrent.CancellationException

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

        test("LOOP-27: scopes that could not be left are left, the innermost first, by the one around them") {
            run(
                "a" to {
                    val outer = TaskGroupScope.enter("taskGroup", null)
                    val inner = TaskGroupScope.enter("taskGroup", "inner")
                    val innermost = TimeoutScope.enterFor("timeout", null)
                    val failure = CancellationException()
                    outer.leave(failure) shouldBe failure
                    inner.toString() shouldBe "TaskGroup[finished, name='inner', 0 tasks]"
                    innermost.toString() shouldBe "Timeout[exited]"
                    shouldThrow<IllegalStateException> { inner.leave(null) }.message shouldBe
                        "TaskGroup 'inner' must be left once, but was left before"
                },
            )
        }

        test("LOOP-27: or at the end of the body") {
            lateinit var group: Scope
            run("a" to { group = TaskGroupScope.enter("taskGroup", "left") })
            group.toString() shouldBe "TaskGroup[finished, name='left', 0 tasks]"
        }
    })
