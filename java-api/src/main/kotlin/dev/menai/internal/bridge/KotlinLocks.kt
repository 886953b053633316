package dev.menai.internal.bridge

import dev.menai.Acquirable
import dev.menai.Acquirable.Held
import dev.menai.AsyncFuture
import dev.menai.engine.loop.ThreadState
import dev.menai.engine.tasks.Claim
import dev.menai.engine.tasks.Claimed
import dev.menai.engine.tasks.Ending
import dev.menai.internal.Loops
import dev.menai.internal.sync.Acquiring
import dev.menai.internal.sync.Holding
import dev.menai.kotlin.SuspendCall
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.Semaphore

/** A lock of Kotlin's as one of Java's. */
internal abstract class KotlinLock : Acquirable {
    /** What those that wait are told to wait for. */
    protected abstract val word: String

    protected abstract suspend fun obtain()

    override fun acquire(): AsyncFuture<Held> {
        if (tryAcquire()) return heldAtOnce()
        val state = ThreadState.current()
        val acquiring = Acquiring(state)
        val call = Calls.inPlace(state, acquiring, SuspendCall<Held, Exception> { acquiring.acquire() })
        return if (call is AsyncFuture<Held>) call else heldAtOnce()
    }

    private fun heldAtOnce(): AsyncFuture<Held> = Holding(::release).let { Loops.done(it, it) }

    private inner class Acquiring(state: ThreadState) :
        Calls.Call<Held, Held>(state, null),
        Ending,
        Claimed by Claim() {
        private var isTaken = false

        override fun describe(): String = word

        override fun handBack(value: Any?): Unit = release()

        suspend fun acquire(): Held {
            obtain()
            isTaken = true
            return Holding(::release)
        }

        /** Taken and cancelled at the same time: nobody else would release it. */
        override fun undelivered() {
            if (isTaken) release()
        }
    }
}

internal class MutexLock(private val mutex: Mutex) : KotlinLock() {
    override val word: String get() = "lock.acquire()"

    override suspend fun obtain(): Unit = mutex.lock(null)

    override fun tryAcquire(): Boolean = mutex.tryLock(null)

    override fun release() {
        check(mutex.isLocked) { "$this must be held to be released, but is not" }
        mutex.unlock(null)
    }

    override fun isLocked(): Boolean = mutex.isLocked

    override fun toString(): String = "Lock[$mutex]"
}

internal class SemaphorePermits(private val semaphore: Semaphore) : KotlinLock() {
    override val word: String get() = "semaphore.acquire()"

    override suspend fun obtain(): Unit = semaphore.acquire()

    override fun tryAcquire(): Boolean = semaphore.tryAcquire()

    override fun release(): Unit = semaphore.release()

    override fun isLocked(): Boolean = semaphore.availablePermits == 0

    override fun toString(): String = "Semaphore[$semaphore]"
}
