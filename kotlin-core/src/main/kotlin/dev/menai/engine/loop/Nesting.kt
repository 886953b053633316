package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi

/**
 * Keeps what a thread does in turn from recursing without end: a cancellation that passes from wait to wait, a future
 * whose end ends another one, a lock whose release runs code that releases the next.
 *
 * Each of these is a call inside the one before it. Up to [DEEPEST] of them are, so that in ordinary programs everything
 * has happened when a call returns; deeper ones are done when the outermost has ended, in their order. The stack that
 * they need does not grow with the length of a chain. For one thread only.
 */
@InternalMenaiApi
public class Nesting internal constructor() {
    private var depth = 0
    private val postponed = ArrayDeque<() -> Unit>(0)

    /** Whether a further step is to be [postponed][later]. */
    internal val isDeep: Boolean get() = depth >= DEEPEST

    /** Runs [step], and what it postpones if it is the outermost. */
    internal inline fun <R> within(step: () -> R): R {
        depth++
        try {
            return step()
        } finally {
            if (depth == 1) runPostponed()
            depth--
        }
    }

    /** Has [step] done when the outermost one has ended. Only when this [is deep][isDeep]. */
    internal fun later(step: () -> Unit) {
        postponed.addLast(step)
    }

    /** Runs [step] within, now if that is not too deep, else later. */
    internal inline fun soon(crossinline step: () -> Unit) {
        if (isDeep) later { step() } else within { step() }
    }

    private fun runPostponed() {
        while (true) {
            val step = postponed.removeFirstOrNull() ?: return
            try {
                step()
            } catch (failure: Throwable) {
                LoopLog.failure("A step that was postponed for its depth must not throw, but did", failure)
            }
        }
    }

    internal companion object {
        const val DEEPEST: Int = 32
    }
}
