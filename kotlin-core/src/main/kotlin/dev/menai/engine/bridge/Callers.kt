package dev.menai.engine.bridge

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.ThreadState
import dev.menai.engine.tasks.LinearTask
import kotlinx.coroutines.Job
import java.util.concurrent.Callable

/** Kotlin coroutines that call Java code: each answers for what that has its suspend calls leave behind. */
@InternalMenaiApi
public object Callers {
    /** Says that the coroutine of [job] has called the body that runs on this thread. */
    @JvmStatic
    public fun haveCalledBody(job: Job?) {
        (ThreadState.current().task as? LinearTask<*>)?.caller = job
    }

    /** Runs [code] for the coroutine of [job]. */
    @JvmStatic
    public fun <T> call(job: Job?, code: Callable<T>): T = callFor(job, code)

    /** Runs [code] for [call], whose job is made when there is something to answer for. */
    @JvmStatic
    public fun <T> call(call: CallContinuation<*, *>, code: Callable<T>): T = callFor(call, code)

    private fun <T> callFor(caller: Any?, code: Callable<T>): T {
        val state = ThreadState.current()
        val outer = state.caller
        state.caller = caller
        try {
            return code.call()
        } finally {
            state.caller = outer
        }
    }
}
