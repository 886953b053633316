package dev.menai.engine.bridge

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.ErrorReport
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.hear
import dev.menai.engine.tasks.LoopFuture
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import java.util.concurrent.CancellationException
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicInteger

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

    /** Ends the scope of [loop], for those who wait for it without [lost], a coroutine of it that never ends. */
    @OptIn(ExperimentalCoroutinesApi::class)
    internal fun abandon(loop: Loop, lost: Job, reason: String) {
        val scope = loop.scope?.coroutineContext?.get(Job) ?: return
        val child = generateSequence(lost) { it.parent }.firstOrNull { it.parent === scope } ?: return
        val future = loop.calls.entries.firstOrNull { it.value.knownJob() === scope }?.key as? LoopFuture<*> ?: return
        if (!abandoned.add(future)) return
        scope.cancel(CancellationException("the scope of $loop was cancelled: $reason"))
        val others = scope.children.filter { it !== child }.toList()
        val left = AtomicInteger(others.size)
        val end = {
            loop.hear {
                if (future.settleCancelled("the scope of $loop was cancelled: $reason")) loop.callEnded(future)
            }
        }
        if (others.isEmpty()) end()
        others.forEach { other -> other.invokeOnCompletion { if (left.decrementAndGet() == 0) end() } }
    }

    /** The futures of scopes that are [abandoned][abandon], as the process ends. */
    private val abandoned = ConcurrentHashMap.newKeySet<LoopFuture<*>>()
}
