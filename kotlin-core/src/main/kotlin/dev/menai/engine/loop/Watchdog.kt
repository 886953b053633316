package dev.menai.engine.loop

import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.LockSupport

/**
 * Looks at what may be stuck: who keeps the turn of a confined loop ([TurnWatch]) or a thread of a parallel one
 * ([Station]), tasks that do not end although they were cancelled. One daemon thread looks at all of them; it ends when
 * there has been none for a second, or none when it is interrupted, and takes the idle workers with it, so that nothing
 * keeps the engine's classes.
 *
 * **No watch is lost.** [watch] adds one and looks for the thread, and the thread looks for watches and leaves, under the
 * same lock: a watch is either seen by the thread that is there, or finds none and starts one.
 */
internal object Watchdog {
    private val SHORT_TICK = TimeUnit.MILLISECONDS.toNanos(25)
    private val IDLE_LIMIT = TimeUnit.SECONDS.toNanos(1)

    /** How long it may be until the next look, unless one of the watches is urgent. */
    val TICK: Long = TimeUnit.MILLISECONDS.toNanos(500)

    private val watches = ConcurrentHashMap.newKeySet<Watch>()

    /** Guarded by this object; null when there is no thread, or it is about to end and looks at nothing any more. */
    private var thread: Thread? = null

    /** The tasks of all loops that are being watched. */
    fun tasks(): Sequence<LoopTask> = watches.asSequence().mapNotNull { it.loop }.distinct().flatMap { it.tasks() }

    /** Those who stand in `System.exit` in a step of any loop. */
    fun holdersInExit(): List<Holder> = watches.mapNotNull { it.holderInExit() }

    /** Has [watch] be looked at, if that is not the case yet. */
    fun watch(watch: Watch) {
        if (watch in watches) return
        val patrol =
            synchronized(this) {
                watches.add(watch)
                thread ?: start()
            }
        if (watch.isUrgent) LockSupport.unpark(patrol)
    }

    fun unwatch(watch: Watch) {
        watches.remove(watch)
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
            watches.forEach(::look)
        } while (!isIdle || !end())
        Workers.dismissIdle()
    }

    /** Waits until it is time to look; returns whether it is time to end as well, should there be nothing to look at. */
    private fun awaitLook(): Boolean {
        if (!watches.isEmpty()) {
            LockSupport.parkNanos(this, if (watches.any { it.isUrgent }) SHORT_TICK else TICK)
            return Thread.interrupted()
        }
        val start = System.nanoTime()
        LockSupport.parkNanos(this, IDLE_LIMIT)
        return Thread.interrupted() || System.nanoTime() - start >= IDLE_LIMIT
    }

    @Synchronized
    private fun end(): Boolean {
        if (!watches.isEmpty()) return false
        thread = null
        return true
    }

    /** What users' objects do, whose texts are in the reports, must not end the patrol. */
    private fun look(watch: Watch) {
        try {
            if (watch.look()) return
            watches.remove(watch)
            watch.gone()
        } catch (failure: Throwable) {
            sayThatItFailed(failure)
        }
    }

    private fun sayThatItFailed(failure: Throwable) {
        try {
            LoopLog.warn("Something in an event loop is stuck, and naming it failed", failure)
        } catch (ofLogger: Throwable) {
            failure.addSuppressed(ofLogger) // there is nobody left to tell
        }
    }
}
