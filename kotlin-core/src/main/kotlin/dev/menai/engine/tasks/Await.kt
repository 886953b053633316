package dev.menai.engine.tasks

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

    /** Cancel requests that came when [future] was already done: they are for the wait after this one. */
    @JvmField
    @Volatile
    var requestsAfter: Undelivered? = null

    /** The requests that are being passed on: delivered if the wait ends cancelled. */
    @Volatile
    var passing: Undelivered? = null

    /** The registration with a future that is not a loop's. */
    @Volatile
    private var link: ForeignLink? = null

    /** The thread that is passing a request on to what is waited for. */
    @Volatile
    private var passingOn: Thread? = null

    @Synchronized
    fun leaveForNext(requests: Undelivered) {
        requestsAfter = requests.before(requestsAfter)
    }

    fun takeRequestsAfter(): Undelivered? {
        if (requestsAfter == null) return null
        return synchronized(this) { requestsAfter.also { requestsAfter = null } }
    }

    /** Asks to be told of the completion; returns false when the future is done. */
    fun register(): Boolean {
        if (future is LoopFuture<*>) return future.register(this)
        if (future.isDone) return false
        link = ForeignLink(task.future.loop) { task.resume(this) }.also { it.open(future) }
        return true
    }

    /** Withdraws the registration of a wait that has ended otherwise. */
    fun withdraw() {
        if (future is LoopFuture<*>) future.withdraw(this) else link?.withdraw()
    }

    override fun settled(future: LoopFuture<*>): Unit = task.resume(this)

    /**
     * Passes a cancel request of the task on: to the future, if nobody else counts on it; else the body alone gets it.
     * Returns false when the future is done, so that the request is for a later wait.
     */
    fun cancel(reason: String): Boolean {
        if (future.isDone) return false
        val future = future
        val isOurs =
            if (future is LoopFuture<*>) {
                !future.hasOthersThan(this) && !isInCircle()
            } else {
                link != null && future.numberOfDependents <= 1
            }
        if (isOurs) return passOn(future, reason)
        if (!task.release(this, CancellationException(reason))) return false
        withdraw()
        // the others may have left at the same time, each because of the others
        if (future is LoopFuture<*> && !future.hasOthersThan(this) && !isInCircle()) future.cancelFor(reason)
        return true
    }

    private fun passOn(future: CompletableFuture<*>, reason: String): Boolean {
        passingOn = Thread.currentThread()
        try {
            return if (future is LoopFuture<*>) future.cancelFor(reason) else future.cancel(false)
        } finally {
            passingOn = null
        }
    }

    /** Whether a request that this wait passed on has come back to it: the tasks wait for each other. */
    private fun isInCircle() = passingOn === Thread.currentThread()

    /** How the wait ended, on the body's thread. */
    fun outcome(): T {
        failure?.let { throw it }
        return Outcome.of(future)
    }
}
