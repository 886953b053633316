package dev.menai.engine.loop

/**
 * Names whoever keeps the turn of a confined loop for too long, with its stack, once per step, and ends
 * [time limits][TimeLimits] that pass meanwhile. Looked at by the thread of the [Watchdog] only.
 */
internal class TurnWatch(override val loop: ConfinedLoop) : Watch {
    private var steps = -1L
    private var since = 0L
    private var isReported = false

    override fun holderInExit(): Holder? = loop.holderInExit()?.let(loop::holderOn)

    override val isUrgent: Boolean get() = loop.isDebug || loop.timeLimits.isNear(Watchdog.TICK)

    override fun look(): Boolean {
        val steps = loop.progress.steps
        val step = loop.progress.current
        if (step == null || steps != this.steps) {
            this.steps = steps
            since = System.nanoTime()
            isReported = false
            return true
        }
        loop.timeLimits.endOverdue()
        val held = System.nanoTime() - since
        if (isReported || held < Watch.limitOf(loop)) return true
        isReported = true
        val holder = loop.holder ?: return true
        StuckStep(
            "The event loop is stuck",
            StepName.of(step, loop.progress.callback),
            "the turn",
            held,
            holder,
        ).report()
        return true
    }
}
