package dev.menai.engine.loop

import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.LockSupport

/**
 * Names whoever keeps the turn of a confined loop for too long, with its stack, once per step: after 100 ms in debug
 * mode, after 5 s always; and ends [time limits][TimeLimits] that pass meanwhile. One daemon thread looks at all running
 * loops; it ends when there has been none for a second, or none when it is interrupted, and takes the idle workers with
 * it, so that nothing keeps the engine's classes.
 *
 * **No watch is lost.** [watch] adds the loop and looks for the thread, and the thread looks for loops and leaves, under
 * the same lock: a loop is either seen by the thread that is there, or finds none and starts one.
 */
internal object Watchdog {
    private val DEBUG_LIMIT = TimeUnit.MILLISECONDS.toNanos(100)
    private val LIMIT = TimeUnit.SECONDS.toNanos(5)
    private val SHORT_TICK = TimeUnit.MILLISECONDS.toNanos(25)
    private val TICK = TimeUnit.MILLISECONDS.toNanos(500)
    private val IDLE_LIMIT = TimeUnit.SECONDS.toNanos(1)

    private class Look(val steps: Long, val since: Long, var isReported: Boolean = false)

    private val looks = ConcurrentHashMap<ConfinedLoop, Look>()

    /** Guarded by this object; null when there is no thread, or it is about to end and looks at nothing any more. */
    private var thread: Thread? = null

    fun watch(loop: ConfinedLoop) {
        val patrol =
            synchronized(this) {
                looks[loop] = Look(-1, 0)
                thread ?: start()
            }
        LockSupport.unpark(patrol)
    }

    fun unwatch(loop: ConfinedLoop) {
        looks.remove(loop)
    }

    private fun start(): Thread? {
        val patrol = DaemonThreads.create("menai-watchdog", ::patrol)
        return try {
            patrol.start()
            patrol.also { thread = it }
        } catch (failure: Throwable) {
            LoopLog.warn("The watchdog has no thread: a step that keeps the turn will not be named", failure)
            null
        }
    }

    private fun patrol() {
        do {
            val isIdle = awaitLook()
            looks.keys.forEach(::look)
        } while (!isIdle || !end())
        Workers.dismissIdle()
    }

    /** Waits until it is time to look; returns whether it is time to end as well, should there be no loop. */
    private fun awaitLook(): Boolean {
        if (!looks.isEmpty()) {
            LockSupport.parkNanos(this, if (looks.keys.any(::isUrgent)) SHORT_TICK else TICK)
            return Thread.interrupted()
        }
        val start = System.nanoTime()
        LockSupport.parkNanos(this, IDLE_LIMIT)
        return Thread.interrupted() || System.nanoTime() - start >= IDLE_LIMIT
    }

    private fun isUrgent(loop: ConfinedLoop) = loop.isDebug || loop.timeLimits.isNear(TICK)

    @Synchronized
    private fun end(): Boolean {
        if (!looks.isEmpty()) return false
        thread = null
        return true
    }

    /** Names the holder of the turn if it has had it for too long. What users' objects do must not end the patrol. */
    private fun look(loop: ConfinedLoop) {
        try {
            lookAt(loop)
        } catch (failure: Throwable) {
            sayThatItFailed(failure)
        }
    }

    private fun sayThatItFailed(failure: Throwable) {
        try {
            LoopLog.warn("The event loop is stuck, and naming who has kept the turn failed", failure)
        } catch (ofLogger: Throwable) {
            failure.addSuppressed(ofLogger) // there is nobody left to tell
        }
    }

    private fun lookAt(loop: ConfinedLoop) {
        val steps = loop.progress.steps
        val step = loop.progress.current
        val before = looks[loop] ?: return
        if (step == null || steps != before.steps) {
            looks.replace(loop, before, Look(steps, System.nanoTime()))
            return
        }
        loop.timeLimits.endOverdue()
        val held = System.nanoTime() - before.since
        if (before.isReported || held < (if (loop.isDebug) DEBUG_LIMIT else LIMIT)) return
        before.isReported = true
        val holder = loop.holder ?: return
        val frames = holder.stackTrace
        val stack = Throwable("stack of $holder").apply { stackTrace = frames }
        val blocked = Blockage.describe(frames)?.let { ". It blocks in $it\n" } ?: ". Probably it blocks or computes: "
        val millis = TimeUnit.NANOSECONDS.toMillis(held)
        LoopLog.warn(
            "The event loop is stuck: ${SafeText.of(step)} has kept the turn for $millis ms on $holder$blocked" +
                "use await instead of blocking, and toThread for blocking or long work",
            stack,
        )
    }
}
