package dev.menai.engine.tasks

import dev.menai.engine.loop.ThreadState
import java.util.concurrent.CompletionStage

/** `await`, as linear bodies call it. */
public object Awaiting {
    /**
     * Returns the value of [stage], waiting for it if need be, or throws its failure, the same instance.
     * Only in a linear body, on its own thread.
     */
    @JvmStatic
    public fun <T> await(stage: CompletionStage<T>): T {
        val state = ThreadState.current()
        val task = state.task
        if (task !is LinearTask<*> || state.completions > 0) throw illegal(state)
        val future = Outcome.futureOf(stage)
        if (!task.future.loop.isDebug) return if (future.isDone) Outcome.of(future) else task.await(future, state)
        return try {
            if (future.isDone) Outcome.of(future) else task.await(future, state)
        } catch (failure: Throwable) {
            throw AwaitSite.attachTo(failure)
        }
    }

    private fun illegal(state: ThreadState): IllegalStateException {
        val task = state.task
        val (where, remedy) =
            when {
                state.completions > 0 ->
                    "a function that runs inline when a future is completed" to
                        "use thenCompose there, or start a task with createTask"

                task != null ->
                    "the Kotlin coroutine of task '${task.name}'" to
                        "use the suspend function await() there"

                state.loop != null ->
                    "a callback of the event loop" to "start a task with createTask, or use addDoneCallback"

                state.home != null ->
                    "a thread that runs blocking work" to "wait with join() there, or await before or after toThread"

                else -> "a thread that runs no event loop" to "call it inside Asyncio.run(...), or wait with join()"
            }
        return IllegalStateException("await must be called in a coroutine body, but was called in $where; $remedy")
    }
}

/** The place of an `await` through which a failure went; debug mode attaches one to the failure, as suppressed. */
public class AwaitSite private constructor() : Throwable("awaited here") {
    internal companion object {
        fun attachTo(failure: Throwable): Throwable {
            if (failure.suppressed.none { it is AwaitSite }) failure.addSuppressed(AwaitSite())
            return failure
        }
    }
}
