package dev.menai.engine.loop

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import java.util.SplittableRandom

class ReadyQueueTest :
    FunSpec({
        class Numbered(val number: Int) : Runnable {
            override fun run() = Unit
        }

        fun ReadyQueue.takeAll(chosen: (Int) -> Int = { 0 }) = List(size) { (take(chosen(size)) as Numbered).number }

        test("entries leave first in, first out, across growth and wrap-around") {
            val queue = ReadyQueue()
            var put = 0
            var taken = 0
            repeat(5) {
                repeat(70) { queue.add(Numbered(put++)) }
                repeat(30) { (queue.take(0) as Numbered).number shouldBe taken++ }
            }
            queue.takeAll() shouldBe (taken until put).toList()
        }

        test("entries that leave in another order lose nothing") {
            fun order(seed: Long) =
                ReadyQueue().apply { repeat(50) { add(Numbered(it)) } }.takeAll(SplittableRandom(seed)::nextInt)
            order(1) shouldContainExactlyInAnyOrder (0 until 50).toList()
            order(1) shouldBe order(1)
            order(1) shouldNotBe order(2)
        }
    })
