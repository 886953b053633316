package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import java.util.ArrayDeque
import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.ThreadFactory
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger

/**
 * The threads on which linear bodies stand, shared by all loops of the process.
 *
 * From JDK 24 on they are virtual threads; before that a virtual thread would hold its carrier inside `synchronized`,
 * so they are pooled daemon threads, and the number of bodies that hold one is capped. A body holds its thread until its end,
 * which whoever waits for it may hear of before the thread is idle: for that moment there may be a few threads more.
 */
@InternalMenaiApi
public object Workers {
    private const val FIRST_JDK_WITHOUT_PINNING = 24
    private const val MOST_IDLE = 256
    private val KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(10)
    private const val LIMIT_PROPERTY = "dev.menai.maxWaitingThreads"
    private const val DEFAULT_LIMIT = 11_000

    /** Whether bodies stand on virtual threads. */
    @JvmField
    public val areVirtual: Boolean = Runtime.version().feature() >= FIRST_JDK_WITHOUT_PINNING

    private val limit = if (areVirtual) Int.MAX_VALUE else Integer.getInteger(LIMIT_PROPERTY, DEFAULT_LIMIT)
    private val factory = if (areVirtual) virtualThreads() else platformThreads()

    /** The JDK's, of which nothing has to be loaded any more when an application's classes go. */
    private val idle = ArrayDeque<Worker>()
    private val live = AtomicInteger()

    /** The number of bodies that hold a platform thread. */
    private val bodies = AtomicInteger()

    /** The number of threads that are with a body or a loop right now. */
    @JvmStatic
    public fun busy(): Int = live.get() - synchronized(idle) { idle.size }

    /** Refuses a new body when as many bodies as allowed hold a thread. */
    internal fun requireCapacity() {
        if (!areVirtual && bodies.get() >= limit) throw limitReached()
    }

    /** Returns a thread to run a body on, which holds it from now on: the one that was used last, or a new one. */
    internal fun acquire(): Worker {
        if (areVirtual) return idle() ?: create()
        if (bodies.incrementAndGet() > limit) {
            bodies.decrementAndGet()
            throw limitReached()
        }
        try {
            return (idle() ?: create()).also { it.seat.isHeld = true }
        } catch (failure: Throwable) {
            bodies.decrementAndGet()
            throw failure
        }
    }

    private fun idle(): Worker? = synchronized(idle) { idle.pollLast() }

    private fun create(): Worker = Worker(factory).also { live.incrementAndGet() }

    /** A body begins on the thread of [seat], which is there and has no other. */
    internal fun hold(seat: Seat) {
        if (areVirtual || seat.isHeld) return
        seat.isHeld = true
        bodies.incrementAndGet()
    }

    /** The body that holds the thread of [seat] has ended, or was not to be run; without effect when that is known. */
    internal fun release(seat: Seat) {
        if (!seat.isHeld) return
        seat.isHeld = false
        bodies.decrementAndGet()
    }

    /** Keeps [worker]'s thread for the next body; returns false when it should end instead. */
    internal fun awaitWork(worker: Worker): Boolean {
        val kept = synchronized(idle) { idle.size < MOST_IDLE && idle.add(worker) }
        if (kept) {
            if (areVirtual) {
                worker.seat.awaitGrant(null)
            } else if (!worker.seat.awaitGrant(KEEP_ALIVE_NANOS) && !synchronized(idle) { idle.remove(worker) }) {
                // taken between the end of the wait and the removal: the grant is on its way
                worker.seat.awaitGrant(null)
            }
            if (worker.isAssigned) return true
        }
        ended()
        return false
    }

    /** Has the threads end that have nothing to do: idle virtual ones would wait, and hold our classes, for ever. */
    internal fun dismissIdle() {
        while (true) {
            val worker = synchronized(idle) { idle.pollLast() } ?: return
            worker.seat.grant()
        }
    }

    /** Notes that a worker's thread has ended, or could not be started. */
    internal fun ended() {
        live.decrementAndGet()
    }

    private fun limitReached() = RejectedExecutionException(
        "waiting coroutine bodies must hold at most $limit platform threads, but all are in use; " +
            "raise -D$LIMIT_PROPERTY, start fewer bodies at once, or run on JDK $FIRST_JDK_WITHOUT_PINNING or " +
            "newer, where bodies wait on virtual threads",
    )

    private fun platformThreads(): ThreadFactory {
        val number = AtomicInteger()
        return ThreadFactory { body -> DaemonThreads.create("menai-worker-${number.incrementAndGet()}", body) }
    }

    /** `Thread.ofVirtual().name("menai-worker").inheritInheritableThreadLocals(false).factory()`, found at run time. */
    private fun virtualThreads(): ThreadFactory {
        val builder = Class.forName("java.lang.Thread\$Builder")
        val virtual = Thread::class.java.getMethod("ofVirtual").invoke(null)
        builder.getMethod("name", String::class.java).invoke(virtual, "menai-worker")
        builder.getMethod("inheritInheritableThreadLocals", Boolean::class.java).invoke(virtual, false)
        return builder.getMethod("factory").invoke(virtual) as ThreadFactory
    }
}
