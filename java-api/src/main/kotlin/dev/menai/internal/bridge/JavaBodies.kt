package dev.menai.internal.bridge

import dev.menai.Coroutine
import dev.menai.EventLoop
import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.bridge.BlockedBody
import dev.menai.engine.bridge.CallContinuation
import dev.menai.engine.bridge.Callers
import dev.menai.engine.bridge.callerElements
import dev.menai.engine.loop.ThreadState
import dev.menai.engine.tasks.Awaiting
import dev.menai.engine.tasks.awaitStage
import dev.menai.engine.tasks.awaitWork
import dev.menai.function.ThrowingRunnable
import dev.menai.function.ThrowingSupplier
import dev.menai.internal.Bodies
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.withContext
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionStage
import java.util.function.Supplier
import kotlin.coroutines.CoroutineContext

/** Java code as the body of a suspend function. */
@InternalMenaiApi
public object JavaBodies {
    /**
     * Runs [body] as a task, begun at once, on the loop of its [origin], else on that of the calling coroutine.
     * Cancelling the coroutine cancels the body; the coroutine goes on when the body has ended.
     */
    @JvmStatic
    public suspend fun <T> runLinear(origin: Origin, body: ThrowingSupplier<out T, *>): T {
        EventLoop.shared() // a coroutine without a loop of ours works with this one, which must be there
        val context = currentCoroutineContext()
        val state = ThreadState.current()
        if (origin.isBlocked(state, context)) return BlockedBody.run(context, context.callerElements, body::get)
        val called = calledBy(context, origin, body)
        val isHere = !origin.isElsewhere(state)
        val task = if (isHere) origin.begin(state, context, called) else origin.beginThere(state, context, called)
        return try {
            awaitStage(task)
        } catch (cancellation: CancellationException) {
            if (!task.isDone) withContext(NonCancellable) { awaitEnd(task) }
            if (task.isCompletedExceptionally && !task.isCancelled) task.exception()?.let { throw it }
            throw cancellation
        }
    }

    private fun <T> calledBy(
        context: CoroutineContext,
        origin: Origin,
        body: ThrowingSupplier<out T, *>,
    ): Coroutine<T> = Bodies.of(origin.code ?: body) {
        Callers.haveCalledBody(context[Job])
        body.get()
    }

    private suspend fun awaitEnd(stage: CompletionStage<*>) {
        try {
            awaitStage(stage)
        } catch (_: Throwable) {
            // that it has ended is all that counts; the caller looks at how
        }
    }

    /** As [runLinear], for a body without a value. */
    @JvmStatic
    public suspend fun runUnit(origin: Origin, body: ThrowingRunnable<*>) {
        runLinear(origin, Bodies.withoutValue(body))
    }

    /** Awaits the stage that [function] returns, which stands for a suspend lambda and is called at once, by [call]. */
    @JvmStatic
    public suspend fun <T> awaitStageOf(
        call: CallContinuation<*, *>,
        function: Supplier<out CompletionStage<out T>?>,
    ): T = awaitWork(Callers.call(call) { stageOf<T>(function) })

    /** As [awaitStageOf], where [runLinear] runs the code. */
    @JvmStatic
    public suspend fun <T> awaitResult(origin: Origin, function: Supplier<out CompletionStage<out T>?>): T {
        val context = currentCoroutineContext()
        val state = ThreadState.current()
        val called = Supplier { Callers.call(context[Job]) { stageOf<T>(function) } }
        return when {
            origin.isElsewhere(state) -> awaitThere(origin, state, context, called)
            origin.isBlocked(state, context) -> awaitBlocked(context, function)
            else -> awaitWork(origin.run(state, context, called))
        }
    }

    private suspend fun <T> awaitThere(
        origin: Origin,
        state: ThreadState,
        context: CoroutineContext,
        function: Supplier<CompletionStage<T>>,
    ): T = awaitWork(origin.runThere(state, context, function))

    private fun <T> awaitBlocked(context: CoroutineContext, function: Supplier<out CompletionStage<out T>?>): T =
        BlockedBody.run(context, context.callerElements) { Awaiting.await(stageOf<T>(function)) }

    private fun <T> stageOf(function: Supplier<out CompletionStage<out T>?>): CompletionStage<T> {
        val stage = function.get()
        checkNotNull(stage) { "the function of a suspend lambda must return a stage, but returned null" }
        @Suppress("UNCHECKED_CAST") // only read
        return stage as CompletionStage<T>
    }

    /** As [awaitResult], whatever the value. */
    @JvmStatic
    public suspend fun awaitUnit(origin: Origin, function: Supplier<out CompletionStage<*>?>) {
        awaitResult<Any?>(origin, function)
    }
}
