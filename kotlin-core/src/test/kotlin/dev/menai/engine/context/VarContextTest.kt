package dev.menai.engine.context

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import java.util.concurrent.atomic.AtomicReference

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

        test("an overlay is its context, but for one value, which the context never has") {
            val base = VarContext()
            base.set("a", 1)
            val value = AtomicReference<Any?>(2)
            val overlay = base.overlaid("b", value)
            overlay.size shouldBe 2
            overlay.set("a", 10) shouldBe 1
            overlay.set("b", 20) shouldBe 2
            base["a"] shouldBe 10
            base["b"] shouldBe VarContext.ABSENT
            val copy = overlay.overlaid("c", AtomicReference(30)).copy()
            overlay.set("b", VarContext.ABSENT)
            base.set("a", 11)
            listOf("a", "b", "c").map { copy[it] } shouldBe listOf(10, 20, 30)
            overlay.overlaid("c", AtomicReference(30)).base shouldBeSameInstanceAs base
            copy.base shouldBeSameInstanceAs copy
            ("b" in overlay) shouldBe false
            overlay.size shouldBe 1
        }
    })
