package dev.menai.engine.context

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class VarContextTest :
    FunSpec({
        test("a copy is independent of its original") {
            val original = VarContext()
            original.set("a", 1)
            val copy = original.copy()
            original.set("a", 2)
            copy.set("b", 3)
            original["a"] shouldBe 2
            copy["a"] shouldBe 1
            ("b" in original) shouldBe false
        }

        test("set returns what was there, and ABSENT removes") {
            val context = VarContext()
            context.set("a", null) shouldBe VarContext.ABSENT
            context.set("a", 1) shouldBe null
            context.set("b", 2)
            context.set("a", VarContext.ABSENT) shouldBe 1
            context["a"] shouldBe VarContext.ABSENT
            context["b"] shouldBe 2
            context.size shouldBe 1
        }
    })
