package dev.menai.engine.loop

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldStartWith

class SafeTextTest :
    FunSpec({
        class Unspeakable(val toThrow: () -> Throwable) {
            override fun toString(): String = throw toThrow()
        }

        class Hashless {
            override fun hashCode(): Int = throw IllegalStateException("no hash")
        }

        class Voiceless : RuntimeException() {
            override val message: String get() = throw AssertionError("no message")
        }

        class Endless {
            override fun toString(): String = "an ${this.also { toString() }}"
        }

        test("the text of an object is what its toString says") {
            SafeText.of("text") shouldBe "text"
            SafeText.of(null) shouldBe "null"
            SafeText.of(IllegalStateException("why")) shouldBe "java.lang.IllegalStateException: why"
        }

        test("an object that has no text is named by its class, with what it threw") {
            val name = Unspeakable::class.java.name
            SafeText.of(Unspeakable { NullPointerException("x") }) shouldBe
                "a $name (its toString threw java.lang.NullPointerException)"
            SafeText.of(Unspeakable { OutOfMemoryError() }) shouldBe
                "a $name (its toString threw java.lang.OutOfMemoryError)"
            SafeText.of(Hashless()) shouldEndWith "(its toString threw java.lang.IllegalStateException)"
            SafeText.of(Voiceless()) shouldEndWith "(its toString threw java.lang.AssertionError)"
            SafeText.of(Endless()) shouldEndWith "(its toString threw java.lang.StackOverflowError)"
            SafeText.of(Voiceless()) shouldStartWith "a "
        }
    })
