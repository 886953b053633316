package dev.menai.engine.loop

import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.LockSupport

/**
 * Names whoever keeps the turn of a confined loop for too long, with its stack, once per step: after 100 ms in debug
 * mode, after 5 s always. One daemon thread looks at all running loops.
 */
internal object Watchdog {
    private val DEBUG_LIMIT = TimeUnit.MILLISECONDS.toNanos(100)
    private val LIMIT = TimeUnit.SECONDS.toNanos(5)
    private val DEBUG_TICK = TimeUnit.MILLISECONDS.toNanos(25)
    private val TICK = TimeUnit.MILLISECONDS.toNanos(500)

    private class Look(val steps: Long, val since: Long, var isReported: Boolean = false)

    private val looks = ConcurrentHashMap<ConfinedLoop, Look>()
    private var thread: Thread? = null

    fun watch(loop: ConfinedLoop) {
        looks[loop] = Look(-1, 0)
        LockSupport.unpark(start())
    }

    fun unwatch(loop: ConfinedLoop) {
        looks.remove(loop)
    }

    @Synchronized
    private fun start(): Thread = thread ?: Thread(null, ::patrol, "menai-watchdog", 0, false).apply {
        isDaemon = true
        thread = this
        start()
    }

    private fun patrol() {
        while (true) {
            when {
                looks.isEmpty() -> LockSupport.park(this)
                looks.keys.any { it.isDebug } -> LockSupport.parkNanos(this, DEBUG_TICK)
                else -> LockSupport.parkNanos(this, TICK)
            }
            looks.keys.forEach(::look)
        }
    }

    private fun look(loop: ConfinedLoop) {
        val steps = loop.progress.steps
        val step = loop.progress.current
        val before = looks[loop] ?: return
        if (step == null || steps != before.steps) {
            looks.replace(loop, before, Look(steps, System.nanoTime()))
            return
        }
        val held = System.nanoTime() - before.since
        if (before.isReported || held < (if (loop.isDebug) DEBUG_LIMIT else LIMIT)) return
        before.isReported = true
        val holder = loop.holder ?: return
        val frames = holder.stackTrace
        val stack = Throwable("stack of $holder").apply { stackTrace = frames }
        val blocked = Blockage.describe(frames)?.let { ". It blocks in $it\n" } ?: ". Probably it blocks or computes: "
        val millis = TimeUnit.NANOSECONDS.toMillis(held)
        LoopLog.warn(
            "The event loop is stuck: $step has kept the turn for $millis ms on $holder$blocked" +
                "use await instead of blocking, and toThread for blocking or long work",
            stack,
        )
    }
}
