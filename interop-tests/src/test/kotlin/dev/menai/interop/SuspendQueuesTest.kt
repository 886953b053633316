package dev.menai.interop

import dev.menai.Queue
import dev.menai.QueueShutDownException
import dev.menai.coroutines.await
import dev.menai.coroutines.createSuspendTask
import dev.menai.coroutines.receive
import dev.menai.coroutines.send
import dev.menai.coroutines.tryReceive
import dev.menai.coroutines.trySend
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.yield

class SuspendQueuesTest :
    FunSpec({
        test("a Kotlin producer and a Java consumer share a bounded queue") {
            onVirtualTime {
                val queue = Queue<Int>(2)
                val producer =
                    createSuspendTask {
                        (1..10).forEach { queue.send(it) }
                        queue.shutdown()
                    }
                val consumer = createTask<List<Int>> { queue.toList() }
                consumer.await() shouldBe (1..10).toList()
                producer.await()
                shouldThrow<QueueShutDownException> { queue.receive() }
                shouldThrow<QueueShutDownException> { queue.send(1) }
            }
        }

        test("trySend and tryReceive do not wait, and tell what is full or empty from what was shut down") {
            onVirtualTime {
                val queue = Queue<String?>(1)
                queue.tryReceive().run { isFailure && !isClosed } shouldBe true
                queue.trySend(null).isSuccess shouldBe true
                queue.trySend("no room").run { isFailure && !isClosed } shouldBe true
                queue.shutdown()
                queue.trySend("late").exceptionOrNull()!!.shouldBeInstanceOf<QueueShutDownException>()
                queue.tryReceive().run { isSuccess && getOrThrow() == null } shouldBe true
                queue.tryReceive().exceptionOrNull()!!.shouldBeInstanceOf<QueueShutDownException>()
            }
        }

        test("QUE-4: a coroutine that is cancelled before, at or after it is served loses no item") {
            for (moment in 0..2) {
                onVirtualTime {
                    val queue = Queue<Int>()
                    val got = mutableListOf<Int>()
                    val waiting = createSuspendTask { got += queue.receive() }
                    yield()
                    if (moment == 0) waiting.cancel()
                    queue.putNowait(1)
                    if (moment == 1) waiting.cancel()
                    yield()
                    if (moment == 2) waiting.cancel()
                    runCatching {
                        waiting.await()
                    }.exceptionOrNull()?.let { (it is CancellationException) shouldBe true }
                    got.size + queue.size() shouldBe 1
                }
            }
        }
    })
