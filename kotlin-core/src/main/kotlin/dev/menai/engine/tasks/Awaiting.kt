package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.ThreadState
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage

/** `await`, as linear bodies call it. */
@InternalMenaiApi
public object Awaiting {
    private const val AWAIT = "await"

    /**
     * Returns the value of [stage], waiting for it if need be, or throws its failure, the same instance.
     * Only in a linear body, on its own thread.
     */
    @JvmStatic
    public fun <T> await(stage: CompletionStage<T>): T = await(stage, AWAIT)

    /** As the other one, on behalf of [word]. */
    @JvmStatic
    public fun <T> await(stage: CompletionStage<T>, word: String): T {
        val state = ThreadState.current()
        val task = bodyOn(state, stage, word)
        val future = Outcome.futureOf(stage)
        if (!task.future.loop.isDebug) return await(task, future, state)
        return try {
            await(task, future, state)
        } catch (failure: Throwable) {
            throw AwaitSite.attachTo(failure)
        }
    }

    private fun <T> await(task: LinearTask<*>, future: CompletableFuture<T>, state: ThreadState): T {
        if (!future.isDone) return task.await(future, state)
        state.refresh()
        return Outcome.of(future)
    }

    /**
     * Takes the cancellation that is on its way to the task which this thread runs, for the one who refuses what the task
     * asks because of it; null when there is none, or the task itself has asked for it just now.
     */
    @JvmStatic
    public fun takePending(): CancellationException? = (ThreadState.current().task as? TaskCore<*>)?.takePending()

    /** As the other one, for an await of [stage], which stands in no line any more when that is refused. */
    private fun bodyOn(state: ThreadState, stage: CompletionStage<*>, word: String): LinearTask<*> = try {
        bodyOn(state, word)
    } catch (refused: IllegalStateException) {
        (stage as? LoopFuture<*>)?.leaveLine("it was awaited where that is not possible")
        throw refused
    }

    /** Throws outside of a linear body, where [word] needs one. */
    @JvmStatic
    public fun requireBody(word: String) {
        bodyOn(ThreadState.current(), word)
    }

    /** Returns the linear body that this thread runs, as [word] needs it; throws outside of one. */
    @JvmStatic
    internal fun bodyOn(state: ThreadState, word: String): LinearTask<*> {
        val task = state.task
        if (task !is LinearTask<*> || state.completions > 0) throw illegal(state, word)
        return task
    }

    private fun illegal(state: ThreadState, word: String): IllegalStateException {
        val task = state.task
        val isAwait = word == AWAIT
        val (where, remedy) =
            when {
                state.completions > 0 ->
                    "a function that runs inline when a future is completed" to
                        "use thenCompose there, or start a task with createTask"

                task != null ->
                    "the Kotlin coroutine of task '${task.name}'" to
                        "use the suspend function ${if (isAwait) "await()" else "of dev.menai.coroutines"} there"

                state.loop != null ->
                    "a callback of the event loop" to "start a task with createTask, or use addDoneCallback"

                state.home != null ->
                    "a thread that runs blocking work" to
                        "${if (isAwait) "wait with join() there, or await" else "call it"} before or after toThread"

                else ->
                    "a thread that runs no event loop" to
                        "call it inside Asyncio.run(...)${if (isAwait) ", or wait with join()" else " or a task"}"
            }
        return IllegalStateException("$word must be called in a coroutine body, but was called in $where; $remedy")
    }
}
