package dev.menai.engine.bridge

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.context.CallerElements
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.ThreadState
import dev.menai.engine.tasks.LinearOccupant
import dev.menai.engine.tasks.LinearTask
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext

/**
 * A linear body that waits in a library's `runBlocking`, whose coroutines run on the body's thread meanwhile.
 *
 * They hold the turn. What they call of Java on that loop is therefore a part of the body: its waits are the body's, and
 * give the turn on, where a task of its own would wait for the turn for ever. So is what its calls leave behind: a
 * coroutine that answered for it would wait for the turn as well.
 */
@InternalMenaiApi
public object BlockedBody {
    /** Whether a coroutine in [context], which runs in this thread, keeps a body of [loop] waiting. */
    @JvmStatic
    public fun isHere(state: ThreadState, loop: Loop, context: CoroutineContext): Boolean {
        if (state.loop !== loop || state.task !is LinearTask<*> || state.completions > 0) return false
        val dispatcher = context[ContinuationInterceptor] as? CoroutineDispatcher
        // the step of another dispatcher, which does not run on whatever thread there is
        return dispatcher != null && dispatcher !== loop && dispatcher.isDispatchNeeded(context)
    }

    /**
     * Runs [code] as a part of the body; cancelling the coroutine in [context] ends its waits, and then its own cancellation
     * comes out, by which limits of time know theirs.
     */
    @JvmStatic
    @OptIn(InternalCoroutinesApi::class)
    public fun <T> run(context: CoroutineContext, elements: CallerElements?, code: Callable<T>): T {
        val state = ThreadState.current()
        val job = context[Job]
        val part = LinearOccupant.enter("Java code that a coroutine calls") { it }
        val registration =
            job?.invokeOnCompletion(onCancelling = true, invokeImmediately = true) {
                part.announce("the coroutine that called Java code was cancelled")
                part.interrupt()
            }
        val outer = state.enter(state.copyOfContext(elements))
        val result = runCatching { code.call() }
        val failure = part.leave(result.exceptionOrNull())
        state.enter(outer)
        registration?.dispose()
        part.takeBack()
        if (failure is CancellationException && job != null && job.isCancelled) throw job.getCancellationException()
        return if (failure == null) result.getOrThrow() else throw failure
    }
}
