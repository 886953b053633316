package dev.menai.engine.loop

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.DisposableHandle
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.TimeUnit
import kotlin.coroutines.EmptyCoroutineContext

/**
 * The time limits of kotlinx (`withTimeout`, `onTimeout`) on a confined loop. Coroutines that compute look at `isActive`,
 * and so rely on a limit that ends while they keep the turn, as it does on every other dispatcher: when no turn comes, the
 * [watchdog][Watchdog] has it end outside of the loop.
 */
internal class TimeLimits(private val loop: ConfinedLoop) {
    private val pending = ConcurrentHashMap.newKeySet<LoopTimer>()

    /** Whether one is to end within so many nanoseconds. */
    fun isNear(nanos: Long): Boolean {
        val latest = loop.now() + nanos
        return pending.any { it.deadline < latest }
    }

    fun set(millis: Long, end: Runnable): DisposableHandle {
        val expire =
            Runnable {
                loop.limitPassed()
                end.run()
            }
        val timer = loop.callLater(TimeUnit.MILLISECONDS.toNanos(millis), expire, Loop.NO_VARIABLES)
        pending.add(timer)
        return DisposableHandle {
            pending.remove(timer)
            timer.cancel()
        }
    }

    /** Ends those that the loop, whose turn one step keeps, has not ended in time. */
    fun endOverdue() {
        val latest = loop.now() - GRACE_NANOS
        for (timer in pending) {
            if (timer.deadline < latest && timer.isPending) Dispatchers.IO.dispatch(EmptyCoroutineContext, timer)
        }
    }

    private companion object {
        val GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(50)
    }
}
