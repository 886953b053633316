package dev.menai.engine.tasks

import dev.menai.engine.loop.LoopLog
import dev.menai.engine.loop.Watch
import dev.menai.engine.loop.Watchdog
import java.util.concurrent.TimeUnit

/** Cancellations that a body has got and not passed on. */
internal object Swallowing {
    private const val REMEDY =
        "rethrow CancellationException (catch (Exception) swallows it), or call uncancel() where it is meant"

    /** The body of [task] has returned a value. */
    fun returned(task: LinearTask<*>) {
        if (!task.future.loop.isDebug || task.deliveredRequests == 0) return
        val what = "was cancelled but swallowed its cancellation and returned a value, which stands"
        LoopLog.info("Task '${task.name}' $what; $REMEDY", task.future.createdAt)
    }

    /** The body of [task], which has been asked to stop, begins to wait. */
    fun waits(task: LinearTask<*>) {
        if (task.deliveredRequests > 0) Watchdog.watch(Lingering(task))
    }

    /**
     * A task that goes on waiting although it has got its cancellation: named, once, when it has done so for long and somebody
     * waits for its end. Equal to others for the same task. For the thread of the watchdog.
     */
    private class Lingering(private val task: LinearTask<*>) : Watch {
        private val since = System.nanoTime()
        private var isReported = false

        override val loop get() = task.future.loop

        override val isUrgent: Boolean get() = false

        override fun look(): Boolean {
            if (task.future.isDone || !loop.isRunning || task.deliveredRequests == 0) return false
            val nanos = System.nanoTime() - since
            if (isReported || nanos < (if (loop.isDebug) DEBUG_LIMIT else Watch.LIMIT)) return true
            if ((task.awaited as? LoopFuture<*>)?.producer is Outlasting) return true
            val awaits = task.awaits() ?: return true
            val waiter = waiter() ?: return true
            isReported = true
            val millis = TimeUnit.NANOSECONDS.toMillis(nanos)
            val stack = Throwable("stack of task '${task.name}'").apply { stackTrace = task.stack() }
            LoopLog.warn(
                "Task '${task.name}' was cancelled $millis ms ago and still goes on: it " +
                    "waits for $awaits, and $waiter for its end. If this is not its clean-up, it has swallowed its " +
                    "cancellation; $REMEDY",
                stack,
            )
            return true
        }

        /** Who waits for the end of the task, in words. */
        private fun waiter(): String? {
            val waiter = task.future.registered().firstOrNull { it !is DoneCallback && it !is Limit }
            return waiter?.waiterText() ?: if (task.future.hasDependents()) "a dependent" else null
        }

        override fun equals(other: Any?): Boolean = other is Lingering && other.task === task

        override fun hashCode(): Int = System.identityHashCode(task)
    }

    private val DEBUG_LIMIT = TimeUnit.SECONDS.toNanos(1)
}
