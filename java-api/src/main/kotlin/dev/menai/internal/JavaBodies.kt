package dev.menai.internal

import dev.menai.Coroutine
import dev.menai.EventLoop
import dev.menai.TaskOptions
import dev.menai.engine.tasks.Callers
import dev.menai.engine.tasks.awaitStage
import dev.menai.engine.tasks.awaitWork
import dev.menai.engine.tasks.loop
import dev.menai.function.ThrowingRunnable
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.withContext
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionStage
import java.util.function.Supplier

/** Java code as the body of a suspend function. */
public object JavaBodies {
    /**
     * Runs [body] as a task, begun at once, on the loop of the calling coroutine. Cancelling the coroutine cancels the
     * body; the coroutine goes on when the body has ended.
     */
    @JvmStatic
    public suspend fun <T> runLinear(body: Coroutine<T>): T {
        EventLoop.shared() // a coroutine without a loop of ours works with this one, which must be there
        val context = currentCoroutineContext()
        val loop = context.loop.facade as EventLoop
        val task =
            loop.createTask<T>(TaskOptions.defaults().eager(true)) {
                Callers.haveCalledBody(context[Job])
                body.run()
            }
        return try {
            awaitStage(task)
        } catch (cancellation: CancellationException) {
            if (!task.isDone) withContext(NonCancellable) { awaitEnd(task) }
            if (task.isCompletedExceptionally && !task.isCancelled) task.exception()?.let { throw it }
            throw cancellation
        }
    }

    private suspend fun awaitEnd(stage: CompletionStage<*>) {
        try {
            awaitStage(stage)
        } catch (_: Throwable) {
            // that it has ended is all that counts; who called looks at how
        }
    }

    /** As [runLinear], for a body without a value. */
    @JvmStatic
    public suspend fun runUnit(body: ThrowingRunnable<*>) {
        runLinear(Bodies.withoutValue(body))
    }

    /** Awaits the stage of a [function] that stands for a suspend lambda. */
    @JvmStatic
    public suspend fun <T> awaitResult(function: Supplier<out CompletionStage<out T>?>): T {
        val stage = called(function)
        checkNotNull(stage) { "the function of a suspend lambda must return a stage, but returned null" }
        @Suppress("UNCHECKED_CAST") // only read
        return awaitWork(stage as CompletionStage<T>)
    }

    /** As [awaitResult], whatever the value. */
    @JvmStatic
    public suspend fun awaitUnit(function: Supplier<out CompletionStage<*>?>) {
        awaitResult(function)
    }

    /** Returns what [code] that does not wait returns, which is Java called by this coroutine. */
    internal suspend fun <T> called(code: Supplier<T>): T = Callers.call(currentCoroutineContext()[Job], code::get)
}
