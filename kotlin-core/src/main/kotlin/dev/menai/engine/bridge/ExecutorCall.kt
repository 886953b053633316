package dev.menai.engine.bridge

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.HeldElements
import dev.menai.engine.loop.ThreadState
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Producer
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import java.util.concurrent.Executor
import java.util.concurrent.FutureTask
import java.util.concurrent.RejectedExecutionException

/**
 * Blocking work in an executor's thread, in a copy of the caller's context; its end arrives through the loop.
 * Cancelling the future completes it at once and interrupts the thread.
 */
@InternalMenaiApi
public class ExecutorCall<T> private constructor(
    private val result: LoopFuture<T>,
    work: Callable<T>,
    private val cancelled: Runnable,
    context: VarContext,
) : FutureTask<T>(InContext(result, work, context)),
    Producer {
    private class InContext<T>(
        private val result: LoopFuture<T>,
        private val work: Callable<T>,
        private val context: VarContext,
    ) : Callable<T> {
        override fun call(): T {
            val state = ThreadState.current()
            val outer = state.enter(context)
            val held = HeldElements.hold(context)
            val home = state.home
            state.home = result.loop
            try {
                return work.call()
            } finally {
                state.home = home
                held?.release()
                state.enter(outer)
            }
        }
    }

    /** What the work has thrown; the JDK's own way to it asks it for its text. */
    private var failure: Throwable? = null

    override fun setException(thrown: Throwable) {
        failure = thrown
        super.setException(thrown)
    }

    override fun done() {
        if (!isCancelled && !result.loop.enqueue(Runnable(::deliver))) deliver()
        result.loop.outsideWorkEnded()
    }

    private fun deliver() {
        val thrown = failure
        if (thrown != null) {
            result.settleExceptionally(thrown)
            return
        }
        try {
            result.settle(get())
        } catch (cancellation: CancellationException) {
            result.settleExceptionally(cancellation)
        }
    }

    override fun describe(): String = "blocking work in an executor"

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        if (!cancel(true)) return false // it is done: what it has is on its way, and would be lost
        future.loop.contain({ "what follows the cancellation of blocking work" }) { cancelled.run() }
        return result.settleCancelled(reason)
    }

    public companion object {
        /**
         * Runs [work] in [executor] and completes [result] with its outcome; calls [cancelled] when the work is cancelled, be
         * it under way or not.
         */
        @JvmStatic
        public fun <T> start(result: LoopFuture<T>, executor: Executor, work: Callable<T>, cancelled: Runnable) {
            val call = ExecutorCall(result, work, cancelled, ThreadState.current().copyOfContext())
            result.attach(call)
            result.loop.outsideWorkBegan()
            try {
                executor.execute(call)
            } catch (refused: RejectedExecutionException) {
                result.loop.outsideWorkEnded()
                throw refused
            }
        }
    }
}
