package dev.menai.engine.loop

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater
import kotlin.coroutines.Continuation

/**
 * What a thread of a parallel loop is doing, and the watch over it: a step that keeps the thread for too long is named, once.
 *
 * Written by the thread, before and after each step; the thread of the [Watchdog] samples it. What is written before [step]
 * is seen by one who sees that; what else is late makes a label wrong at the worst.
 *
 * **Who is busy is watched.** [isWatched] tells whether this is, or is just being made, one of the watches. A thread that
 * begins a step writes [step] and reads [isWatched]; the watchdog, having taken out one that is idle, writes [isWatched] and
 * reads [step]. So one of them sees the other, and whoever moves [isWatched] to 1 adds it again.
 */
internal class Station private constructor(private val thread: Thread, private val state: ThreadState) : Watch {
    @Volatile
    private var step: Runnable? = null

    override var loop: Loop? = null
        private set

    /** What [step] is to call, if it is a callback. */
    private var callback: Any? = null
    private var steps = 0L

    @Volatile
    private var isWatched = 0

    // for the thread of the watchdog
    private var seenSteps = -1L
    private var since = 0L
    private var isReported = false

    /** The thread begins [step] of [loop]; returns the one in which it does so, for [end]. */
    fun begin(loop: Loop, step: Runnable): Runnable? {
        val outer = this.step
        this.loop = loop
        callback = StepName.callbackOf(step)
        steps++
        this.step = step
        if (isWatched == 0) beWatched()
        return outer
    }

    /** The thread has ended its step, and goes on with [outer]. */
    fun end(outer: Runnable?) {
        steps++
        callback = null
        if (outer == null) loop = null
        STEP.lazySet(this, outer)
    }

    /**
     * Who stands here in `System.exit`, or null. What the thread has written is seen as [ConfinedLoop.endRunWithout] says: its
     * stack has been taken.
     */
    override fun holderInExit(): Holder? {
        val step = step ?: return null
        val loop = loop ?: return null
        if (!Exits.holds(thread) || step !== this.step) return null
        return Holder(loop, thread, step as? Continuation<*> ?: state.resuming, state.task)
    }

    private fun beWatched() {
        if (WATCHED.compareAndSet(this, 0, 1)) Watchdog.watch(this)
    }

    override val isUrgent: Boolean get() = loop?.isDebug == true

    override fun look(): Boolean {
        val step = step ?: return false
        val steps = steps
        if (steps != seenSteps) {
            seenSteps = steps
            since = System.nanoTime()
            isReported = false
            return true
        }
        val loop = loop ?: return true
        val held = System.nanoTime() - since
        if (isReported || held < Watch.limitOf(loop)) return true
        isReported = true
        StuckStep("A thread of $loop is held", StepName.of(step, callback), "it", held, thread).report()
        return true
    }

    override fun gone() {
        isWatched = 0
        if (step != null) beWatched()
    }

    companion object {
        private val STEP: AtomicReferenceFieldUpdater<Station, Runnable> =
            AtomicReferenceFieldUpdater.newUpdater(Station::class.java, Runnable::class.java, "step")

        private val WATCHED: AtomicIntegerFieldUpdater<Station> =
            AtomicIntegerFieldUpdater.newUpdater(Station::class.java, "isWatched")

        /** The station of the thread that has [state]. */
        fun of(state: ThreadState): Station =
            state.station ?: Station(Thread.currentThread(), state).also { state.station = it }
    }
}
