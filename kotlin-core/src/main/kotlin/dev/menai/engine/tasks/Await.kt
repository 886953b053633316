package dev.menai.engine.tasks

import dev.menai.engine.loop.ThreadState
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture

/**
 * One wait of a linear body for a future, from its publication in [LinearTask.slot] to the resumption.
 *
 * Whoever takes it out of the slot resumes the body, once: the completion of the future, or the cancellation of the
 * task when others count on the future, or the close of the loop.
 */
internal class Await<T>(override val task: LinearTask<*>, @JvmField val future: CompletableFuture<T>) : Waiter() {
    /** Set by the one who took this wait out of the slot, for another reason than the completion of [future]. */
    @JvmField
    @Volatile
    var failure: Throwable? = null

    /**
     * The requests that have been passed on, or are being: delivered if the wait ends cancelled. Written under the lock of
     * the task; the body takes them when it has been resumed.
     */
    @JvmField
    @Volatile
    var passed: Undelivered? = null

    /** The registration with a future that is not a loop's. */
    @Volatile
    private var link: ForeignLink? = null

    /**
     * Set when the wait is left, before the one who leaves it looks whether others count on the future; read by the body when
     * it has withdrawn a registration that came late. So whoever of the two comes last sees that nobody does.
     */
    @Volatile
    private var reasonOfLeaving: String? = null

    /** Guarded by the task. */
    private var hasAbandoned = false

    /** The way of the last request that was passed on from here. */
    @Volatile
    private var passage: Any? = null

    /** Asks to be told of the completion; returns false when the future is done. */
    fun register(): Boolean {
        if (future is LoopFuture<*>) return future.register(this)
        link = ForeignLink.open(future, task.future.loop, this) { task.resume(this) }
        return link != null
    }

    /** Withdraws the registration of a wait that has ended otherwise. */
    private fun withdraw() {
        if (future is LoopFuture<*>) future.withdraw(this) else link?.withdraw()
    }

    /** The wait had ended otherwise before it was registered; who ended it may have taken it for one who counts on the future. */
    fun registeredLate() {
        withdraw()
        abandonIfLast()
    }

    override fun settled(future: LoopFuture<*>): Unit = task.resume(this)

    /**
     * Passes a cancel request of the task on: to the future, if nobody else counts on it; else the body alone gets it.
     * Calls [refusal], now or later, when the future is done, so that the request is for a later wait.
     */
    fun cancel(reason: String, refusal: () -> Unit) {
        val future = future
        when {
            future.isDone -> refusal()
            future !is LoopFuture<*> -> cancelForeign(reason, refusal)
            future.hasOthersThan(this) || isInCircle() -> leaveAlone(reason, refusal)
            else -> passOn(future, reason, refusal)
        }
    }

    private fun cancelForeign(reason: String, refusal: () -> Unit) {
        when {
            ForeignFollower.isWanted(future, link) -> leaveAlone(reason, refusal)

            Cancelling.cancelForeign(future, task.future.loop) -> Unit

            !future.isDone && task.release(this, CancellationException(reason)) -> withdraw()

            // it cannot be cancelled
            else -> refusal()
        }
    }

    private fun passOn(future: LoopFuture<*>, reason: String, refusal: () -> Unit) {
        val state = ThreadState.current()
        val before = state.passage
        val way = before ?: Any()
        passage = way
        state.passage = way
        try {
            future.cancelFor(reason) {
                state.passage = way // the thread is the same when it is done later
                refusal()
            }
        } finally {
            state.passage = before
        }
    }

    private fun leaveAlone(reason: String, refusal: () -> Unit) {
        if (!task.release(this, CancellationException(reason))) {
            refusal()
            return
        }
        leave(reason)
    }

    /** Leaves the future, which the body will not look at any more. */
    fun leave(reason: String) {
        withdraw()
        reasonOfLeaving = reason
        abandonIfLast()
    }

    /** Cancels the future if nobody counts on it: others may have left at the same time, each because of the others. */
    private fun abandonIfLast() {
        val reason = reasonOfLeaving ?: return
        if (future !is LoopFuture<*>) {
            Cancelling.cancelUnlessShared(future, reason, task.future.loop)
        } else if (!future.hasOthersThan(this) && !isInCircle() && mayAbandon()) {
            future.abandon(reason)
        }
    }

    /** One request of this wait is enough: a task that cleans up would get the second one there. */
    private fun mayAbandon(): Boolean = synchronized(task) { !hasAbandoned.also { hasAbandoned = true } }

    /** Whether a request that this wait passed on has come back to it: the tasks wait for each other. */
    private fun isInCircle() = passage.let { it != null && it === ThreadState.current().passage }

    /** How the wait ended, on the body's thread; the body has not taken it yet. */
    fun outcome(): T {
        failure?.let { throw it }
        return Outcome.peek(future)
    }
}
