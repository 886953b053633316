package dev.menai.engine.sync

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.tasks.Claim
import dev.menai.engine.tasks.Claimed
import dev.menai.engine.tasks.Leaving
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Regaining
import dev.menai.engine.tasks.Waiter
import java.util.concurrent.CancellationException
import java.util.function.Supplier

/**
 * Those who have given a lock away until they are notified, first in, first out, and then get it back before they go on.
 *
 * States of one of them: WAITING -> NOTIFIED (the lock is being got back; a cancellation comes too late) | ENDING (the
 * lock is being got back, then the future, or a stage of it, ends as was said) -> done. Guarded by the lock of this object.
 */
@InternalMenaiApi
public class Notices<T>(private val lock: Permits<T>) {
    private val waiting = LinkedHashSet<Turn>()

    private inner class Turn(val future: LoopFuture<*>, val newFuture: () -> LoopFuture<T>) :
        Regaining,
        Leaving,
        Claimed by Claim() {
        /** How the wait ends, if otherwise than by a notification. */
        private var end: (() -> Boolean)? = null

        override fun cancel(future: LoopFuture<*>, reason: String): Boolean = leave(CancellationException(reason))

        override fun leave(failure: Throwable): Boolean = endWith { future.settleExceptionally(failure) }

        override fun endWith(end: () -> Boolean): Boolean {
            synchronized(this@Notices) { if (!waiting.remove(this)) return false }
            this.end = end
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
            val isTold = end?.invoke() ?: waiting.settle(null)
            if (!isTold) lock.release(Int.MAX_VALUE) // completed by somebody else, who knows nothing of the lock
            waiting.settleCancelled("a stage of it has ended") // unless that was its own end
        }

        override fun describe(): String {
            val isWaiting = synchronized(this@Notices) { this in waiting }
            val what = "condition.whenNotified() of ${this@Notices}"
            return if (isWaiting) what else "$what, to get the lock back"
        }

        /** The notification goes to the next one; the lock stays with the one who waited. */
        override fun handBack(value: Any?): Unit = signal(1)
    }

    private inner class Back(private val turn: Turn) : Waiter() {
        override val endsOthers: Boolean get() = true

        override fun settled(future: LoopFuture<*>): Unit = turn.gotBack()
    }

    /** Releases the lock, which is held, and has [future] completed when it was notified and has the lock again. */
    public fun await(future: LoopFuture<*>, newFuture: Supplier<LoopFuture<T>>) {
        val turn = Turn(future, newFuture::get)
        future.attach(turn)
        synchronized(this) { waiting.add(turn) }
        lock.release(1)
    }

    /** Notifies the first [count] of those who wait. */
    public fun signal(count: Int) {
        val notified =
            synchronized(this) {
                waiting.take(count).also(waiting::removeAll)
            }
        notified.forEach { it.reacquire() }
    }

    override fun toString(): String {
        val waiters = synchronized(this) { waiting.size }
        return "Condition[${if (lock.value == 0) "locked" else "unlocked"}, $waiters waiting]"
    }
}
