package dev.menai.engine.loop

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe

class ReadyQueueTest :
    FunSpec({
        class Numbered(val number: Int) : Runnable {
            override fun run() = Unit
        }

        fun ReadyQueue.takeAll() = List(size) { (take(size) as Numbered).number }

        test("entries leave first in, first out, across growth and wrap-around") {
            val queue = ReadyQueue(null)
            var put = 0
            var taken = 0
            repeat(5) {
                repeat(70) { queue.add(Numbered(put++)) }
                repeat(30) { (queue.take(queue.size) as Numbered).number shouldBe taken++ }
            }
            queue.takeAll() shouldBe (taken until put).toList()
        }

        test("a shuffled queue loses nothing, and the same seed gives the same order") {
            fun order(seed: Long) =
                ReadyQueue(Choice.drawnFrom(seed)).apply { repeat(50) { add(Numbered(it)) } }.takeAll()
            order(1) shouldContainExactlyInAnyOrder (0 until 50).toList()
            order(1) shouldBe order(1)
            order(1) shouldNotBe order(2)
        }

        test("over small seeds each of four entries comes first about equally often") {
            val firsts = IntArray(4)
            for (seed in 0L until 1_000L) {
                val queue = ReadyQueue(Choice.drawnFrom(seed)).apply { repeat(4) { add(Numbered(it)) } }
                firsts[(queue.take(4) as Numbered).number]++
            }
            firsts.forEach { it shouldBeInRange 150..350 }
        }
    })
