package dev.menai.engine.bridge

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.ErrorReport
import dev.menai.engine.loop.Loop
import dev.menai.engine.tasks.LoopFuture
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob

/** The scope of coroutines that are started on a loop: one for each loop, cancelled when that is closed. */
@InternalMenaiApi
public object LoopScope {
    /** Returns the scope of [loop]; [newFuture] makes the future that stands for it at the end of the run. */
    public fun of(loop: Loop, newFuture: () -> LoopFuture<*>): CoroutineScope = synchronized(loop) {
        loop.scope ?: scopeOf(loop, newFuture()).also { loop.scope = it }
    }

    private fun scopeOf(loop: Loop, future: LoopFuture<*>): CoroutineScope {
        val job = SupervisorJob()
        val report =
            CoroutineExceptionHandler { context, failure ->
                loop.report(ErrorReport("Exception in a coroutine in the scope of $loop", failure, context, null, null))
            }
        JobFollowing.start(job, future) { error("The scope of a loop must be cancelled to end, but has completed") }
        loop.callBegan(future) { job }
        job.invokeOnCompletion { loop.callEnded(future) }
        return CoroutineScope(loop + job + report)
    }
}
