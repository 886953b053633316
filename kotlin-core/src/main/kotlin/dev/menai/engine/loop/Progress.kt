package dev.menai.engine.loop

import java.util.concurrent.TimeUnit

/**
 * What a confined loop is doing: which step, the how-manieth. Written by the holder of the turn; the watchdog reads it
 * without synchronisation, and only ever compares two looks at it.
 */
internal class Progress(private val loop: ConfinedLoop) {
    @JvmField
    var steps = 0L

    @JvmField
    var current: Runnable? = null

    /** What the step is to call, if it is a callback. */
    @JvmField
    var callback: Any? = null

    private var startedAt = 0L

    fun began(step: Runnable) {
        steps++
        current = step
        callback = StepName.callbackOf(step)
        if (loop.isDebug) startedAt = System.nanoTime()
    }

    fun ended() {
        if (loop.isDebug && startedAt != 0L) reportSlow()
        current = null
        callback = null
    }

    private fun reportSlow() {
        val took = System.nanoTime() - startedAt
        startedAt = 0
        if (took < loop.slowStepNanos) return
        val step = current ?: return
        val created = (step as? LoopCallback)?.createdAt
        val where = created?.let { Frames.ofUser(it.stackTrace) }?.let { ", handed in at $it," } ?: ""
        val millis = TimeUnit.NANOSECONDS.toMillis(took)
        LoopLog.warn("Executing ${StepName.of(step, callback)}$where took $millis ms", created)
    }
}
