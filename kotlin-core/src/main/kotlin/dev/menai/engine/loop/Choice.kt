package dev.menai.engine.loop

import java.util.SplittableRandom

/** Says which of the steps that are ready runs next: for tests that look for hidden assumptions about order. */
internal fun interface Choice {
    /** Returns a number from 0 until [steps]. */
    fun among(steps: Int): Int

    companion object {
        fun drawnFrom(seed: Long): Choice = Choice(SplittableRandom(seed)::nextInt)
    }
}
