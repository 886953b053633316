package dev.menai.engine.tasks

import dev.menai.engine.loop.ThreadState
import kotlinx.coroutines.Job

/** Kotlin coroutines that call Java code: each answers for what that has its suspend calls leave behind. */
public object Callers {
    /** Says that the coroutine of [job] has called the body that runs on this thread. */
    public fun haveCalledBody(job: Job?) {
        (ThreadState.current().task as? LinearTask<*>)?.caller = job
    }

    /** Runs [code], which waits for nothing, for the coroutine of [job]. */
    public fun <T> call(job: Job?, code: () -> T): T {
        val state = ThreadState.current()
        val outer = state.caller
        state.caller = job
        try {
            return code()
        } finally {
            state.caller = outer
        }
    }
}
