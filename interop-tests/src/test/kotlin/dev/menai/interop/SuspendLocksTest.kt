package dev.menai.interop

import dev.menai.Asyncio
import dev.menai.Barrier
import dev.menai.Condition
import dev.menai.Event
import dev.menai.Lock
import dev.menai.Semaphore
import dev.menai.coroutines.await
import dev.menai.coroutines.createSuspendTask
import dev.menai.coroutines.withLock
import dev.menai.coroutines.withPermit
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.seconds

class SuspendLocksTest :
    FunSpec({
        test("Java and Kotlin bodies share a lock, in the order of arrival") {
            onVirtualTime {
                val lock = Lock()
                val steps = mutableListOf<String>()
                val first =
                    createSuspendTask {
                        lock.withLock {
                            delay(1.seconds)
                            steps += "Kotlin"
                        }
                    }
                val second = createTask { lock.with<RuntimeException> { steps += "Java" } }
                val third = createSuspendTask { lock.withLock { steps += "Kotlin again" } }
                first.await()
                second.await()
                third.await()
                steps shouldBe listOf("Kotlin", "Java", "Kotlin again")
                lock.isLocked() shouldBe false
            }
        }

        test("LCK-4, LCK-6: a coroutine that is cancelled before, at or after the hand-over does not keep the lock") {
            for (moment in 0..3) {
                onVirtualTime {
                    val lock = Lock()
                    lock.acquire().await()
                    val waiting = createSuspendTask { lock.withLock { yield() } }
                    yield()
                    if (moment == 0) waiting.cancel()
                    lock.release()
                    if (moment == 1) waiting.cancel()
                    yield()
                    if (moment == 2) waiting.cancel()
                    yield()
                    if (moment == 3) waiting.cancel()
                    if (moment < 3) shouldThrow<CancellationException> { waiting.await() } else waiting.await()
                    lock.isLocked() shouldBe false
                }
            }
        }

        test("a permit of a semaphore is held in the same way") {
            onVirtualTime {
                val semaphore = Semaphore(1)
                semaphore.withPermit { semaphore.isLocked() shouldBe true }
                semaphore.value() shouldBe 1
            }
        }

        test("a block with a lock may return from the function around it, set what is declared there, and suspend") {
            onVirtualTime {
                val lock = Lock()
                val value: Int
                lock.withLock {
                    yield()
                    value = 1
                }
                value shouldBe 1
                returned(lock) shouldBe 2
                lock.isLocked() shouldBe false
                shouldThrow<IllegalStateException> { lock.withLock { error("thrown") } }
                lock.isLocked() shouldBe false
            }
        }

        test("an event, a condition and a barrier are waited for by both") {
            onVirtualTime {
                val event = Event()
                val waiting = createSuspendTask { event.await() }
                yield()
                event.set()
                waiting.await()

                val condition = Condition()
                val notified = createSuspendTask { condition.withLock { condition.await() } }
                yield()
                createTask { condition.with<RuntimeException> { condition.signal() } }.await()
                notified.await()

                val barrier = Barrier(2)
                val kotlin = createSuspendTask { barrier.await() }
                val java = createTask<Int> { Asyncio.await(barrier.arrive()) }
                listOf(kotlin.await(), java.await()) shouldBe listOf(0, 1)
            }
        }

        test("CND-3: a coroutine whose wait is cancelled has the lock again while it ends") {
            onVirtualTime {
                val condition = Condition()
                var wasLocked = false
                val waiting =
                    createSuspendTask {
                        condition.withLock {
                            try {
                                condition.await()
                            } finally {
                                wasLocked = condition.isLocked()
                            }
                        }
                    }
                yield()
                condition.isLocked() shouldBe false
                waiting.cancel()
                shouldThrow<CancellationException> { waiting.await() }
                wasLocked shouldBe true
                condition.isLocked() shouldBe false
            }
        }
    })

private suspend fun returned(lock: Lock): Int {
    lock.withLock { return 2 }
}
