package dev.menai.engine.loop

/**
 * Tells the failures that concern the whole process from those of one step.
 *
 * Fatal is a `VirtualMachineError`, with the exception of `StackOverflowError`: that has unwound the step that ran too
 * deep, and with it all that was wrong. A fatal error ends the run, and no scope wraps it.
 */
public object Fatal {
    /** Returns [failure] if it is fatal, else null. */
    @JvmStatic
    public fun errorIn(failure: Throwable?): VirtualMachineError? =
        if (failure is VirtualMachineError && failure !is StackOverflowError) failure else null
}
