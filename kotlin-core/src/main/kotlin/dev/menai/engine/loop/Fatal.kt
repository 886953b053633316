package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi

/**
 * Tells the failures that concern the whole process from those of one step.
 *
 * Fatal is a `VirtualMachineError`, unless it comes from the end of the stack: that has unwound the step that ran too deep,
 * and with it all that was wrong. A lambda that is met there for the first time tells of it in an `InternalError`. A fatal
 * error ends the run, and no scope wraps it.
 */
@InternalMenaiApi
public object Fatal {
    /** Returns [failure] if it is fatal, else null. */
    @JvmStatic
    public fun errorIn(failure: Throwable?): VirtualMachineError? =
        if (failure is VirtualMachineError && !isEndOfStack(failure)) failure else null

    private fun isEndOfStack(failure: VirtualMachineError): Boolean =
        failure is StackOverflowError || (failure is InternalError && SafeCause.of(failure) is StackOverflowError)
}
