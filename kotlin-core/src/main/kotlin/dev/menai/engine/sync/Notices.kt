package dev.menai.engine.sync

import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Producer
import dev.menai.engine.tasks.Waiter

/**
 * Those who have given a lock away until they are notified, first in, first out, and then get it back before they go on.
 *
 * States of one of them: WAITING -> NOTIFIED (the lock is being got back; a cancellation comes too late) | CANCELLED (the
 * lock is being got back, then the future is cancelled) -> done. Guarded by the lock of this object.
 */
public class Notices<T>(private val lock: Permits<T>) {
    private val waiting = ArrayDeque<Turn>()

    private inner class Turn(val future: LoopFuture<*>, val newFuture: () -> LoopFuture<T>) : Producer {
        private var cancelReason: String? = null

        override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
            synchronized(this@Notices) { if (!waiting.remove(this)) return false }
            cancelReason = reason
            reacquire()
            return true
        }

        fun reacquire() {
            val held = newFuture()
            val back = Back(this)
            lock.acquire(held)
            if (!held.register(back)) back.settled(held)
        }

        fun gotBack() {
            @Suppress("UNCHECKED_CAST") // a future without a value
            val waiting = future as LoopFuture<Any?>
            val isTold = cancelReason?.let(waiting::settleCancelled) ?: waiting.settle(null)
            if (!isTold) lock.release(Int.MAX_VALUE) // completed by somebody else, who knows nothing of the lock
        }
    }

    private inner class Back(private val turn: Turn) : Waiter() {
        override fun settled(future: LoopFuture<*>): Unit = turn.gotBack()
    }

    /** Releases the lock, which is held, and has [future] completed when it was notified and has the lock again. */
    public fun await(future: LoopFuture<*>, newFuture: java.util.function.Supplier<LoopFuture<T>>) {
        val turn = Turn(future, newFuture::get)
        future.attach(turn)
        synchronized(this) { waiting.addLast(turn) }
        lock.release(1)
    }

    /** Notifies the first [count] of those who wait. */
    public fun signal(count: Int) {
        val notified =
            synchronized(this) { (1..minOf(count, waiting.size)).map { waiting.removeFirst() } }
        notified.forEach { it.reacquire() }
    }

    public val waiters: Int @Synchronized get() = waiting.size
}
