package dev.menai.engine.spi

import dev.menai.engine.InternalMenaiApi

/** Says which of the steps that are ready runs next: for tests that look for hidden assumptions about order. */
@InternalMenaiApi
public fun interface StepChooser {
    /**
     * Returns a number from 0 until [steps]. The thread of the loop calls this before each step; what it throws is
     * reported, as a number out of range is, and the first step runs.
     */
    public fun choose(steps: Int): Int
}
