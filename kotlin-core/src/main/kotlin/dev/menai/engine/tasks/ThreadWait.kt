package dev.menai.engine.tasks

import java.util.concurrent.CountDownLatch
import java.util.concurrent.ForkJoinPool
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException

/**
 * One wait of a plain thread for what is handed over. It stands in the list of those who wait for the future, unlike a thread
 * in the JDK's `get`, so that it is known who is handed what: a value that comes when the thread is interrupted, or its time is
 * over, is not lost.
 */
internal class ThreadWait private constructor(private val deadline: Long?) :
    Waiter(),
    ForkJoinPool.ManagedBlocker {
    private val told = CountDownLatch(1)

    override fun waiterText(): String = "a thread"

    override fun settled(future: LoopFuture<*>): Unit = told.countDown()

    override fun isReleasable(): Boolean = told.count == 0L || (deadline != null && deadline - System.nanoTime() <= 0)

    override fun block(): Boolean {
        if (deadline == null) told.await() else told.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
        return true
    }

    /** Returns when the future is done: null; or why the thread does not wait any longer. */
    private fun end(): Exception? = try {
        ForkJoinPool.managedBlock(this)
        if (told.count == 0L) null else TimeoutException()
    } catch (interrupt: InterruptedException) {
        interrupt
    }

    companion object {
        /**
         * Waits for [future], for [nanos] unless that is null, and leaves it when the time is over or the thread is
         * interrupted; then throws, unless the future has got what was waited for. On return it is done.
         */
        fun waitFor(future: LoopFuture<*>, nanos: Long?) {
            val wait = ThreadWait(nanos?.let { System.nanoTime() + it.coerceAtLeast(0) })
            if (Thread.interrupted()) leave(future, wait, InterruptedException())
            if (!future.isDone && future.register(wait)) wait.end()?.let { leave(future, wait, it) }
        }

        private fun leave(future: LoopFuture<*>, wait: ThreadWait, end: Exception) {
            future.withdraw(wait)
            if (!future.isDone) {
                if (future.hasOthersThan(wait)) throw end
                future.giveUp("${future.describe()} was cancelled: the thread that waited for it does so no longer")
                if (future.isCancelled) throw end
            }
            if (end is InterruptedException) Thread.currentThread().interrupt()
        }
    }
}
