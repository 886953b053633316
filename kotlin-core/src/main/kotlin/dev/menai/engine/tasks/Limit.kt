package dev.menai.engine.tasks

import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture

/** A time limit of a future, which is [taken away][end] when that is done. It does not count as somebody who waits. */
internal class Limit private constructor(private val end: () -> Unit) : Waiter() {
    override val looksAtOutcome: Boolean get() = false

    override val countsOnFuture: Boolean get() = false

    override fun waiterText(): String = "a time limit"

    override fun settled(future: LoopFuture<*>): Unit = end()

    companion object {
        /** Has [end] called when [future] is done. */
        fun endsWith(future: LoopFuture<*>, end: () -> Unit) {
            if (!future.register(Limit(end))) end()
        }

        /** Completes [future] with what an alarm is completed with, which [set] sets by the JDK's means. */
        fun <T> onClockOfJdk(future: LoopFuture<T>, set: (CompletableFuture<T>) -> Unit) {
            val alarm = CompletableFuture<T>()
            set(alarm)
            alarm.whenComplete { value, failure ->
                when (failure) {
                    null -> future.complete(value)
                    !is CancellationException -> future.completeExceptionally(failure)
                }
            }
            endsWith(future) { alarm.cancel(false) }
        }
    }
}
