package dev.menai.engine.tasks

import dev.menai.engine.loop.LoopTask
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.function.BiConsumer

/**
 * One wait of a linear body for a future, from its publication in [LinearTask.slot] to the resumption.
 *
 * Whoever takes it out of the slot resumes the body, once: the completion of the future, or the cancellation of the
 * task when others count on the future, or the close of the loop.
 */
internal class Await<T>(override val task: LinearTask<*>, @JvmField val future: CompletableFuture<T>) :
    Waiter(),
    BiConsumer<Any?, Throwable?> {
    /** Set before the body is resumed for another reason than the completion of [future]. */
    @JvmField
    @Volatile
    var failure: Throwable? = null

    /** Cancel requests that came when [future] was already done: they are for the wait after this one. */
    @JvmField
    @Volatile
    var requestsAfter: Undelivered? = null

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
        task.future.loop.outsideWorkBegan()
        future.whenComplete(this)
        return true
    }

    override fun settled(future: LoopFuture<*>): Unit = task.resume(this)

    /** The completion of a foreign future. */
    override fun accept(value: Any?, failure: Throwable?) {
        task.resume(this)
        task.future.loop.outsideWorkEnded()
    }

    /**
     * Passes a cancel request of the task on: to the future, if nobody else counts on it; else the body alone gets it.
     * Returns false when the future is done, so that the request is for a later wait.
     */
    fun cancel(reason: String): Boolean {
        if (future.isDone) return false
        val future = future
        if (future is LoopFuture<*>) {
            if (!future.hasOthersThan(this) && !isInCircle()) return passOn(future, reason)
            if (!task.release(this, CancellationException(reason))) return false
            future.withdraw(this)
            return true
        }
        if (future.numberOfDependents <= 1) return future.cancel(false)
        return task.release(this, CancellationException(reason))
    }

    private fun passOn(future: LoopFuture<*>, reason: String): Boolean {
        passingOn = Thread.currentThread()
        try {
            return future.cancelFor(reason)
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
