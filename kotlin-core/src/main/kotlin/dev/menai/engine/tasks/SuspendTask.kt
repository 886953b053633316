package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.Fatal
import dev.menai.engine.loop.HasJob
import dev.menai.engine.loop.StackRoom
import dev.menai.engine.loop.ThreadState
import kotlinx.coroutines.AbstractCoroutine
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import java.util.concurrent.CancellationException
import kotlin.coroutines.CoroutineContext

/**
 * A task whose body is a Kotlin coroutine on the loop's dispatcher. It keeps Kotlin's rules: once cancelled it stays
 * cancelled, and [uncancel] only counts.
 */
@OptIn(InternalCoroutinesApi::class)
@InternalMenaiApi
public class SuspendTask<T>(
    future: LoopFuture<T>,
    private val block: suspend CoroutineScope.() -> T,
    context: VarContext,
    name: String?,
) : TaskCore<T>(future, context, name),
    HasJob {
    private val coroutine = BodyCoroutine(this)

    @Volatile
    override var cancelRequests: Int = 0
        private set

    /** What the coroutine waits for with our own `await`. */
    @Volatile
    override var awaited: Any? = null
        internal set

    private fun coroutineContext(): CoroutineContext {
        val loop = future.loop
        val own = context.elements?.let { loop + it.all } ?: loop
        return own + ContextElement(this, context, loop)
    }

    override fun start(isEager: Boolean) {
        val loop = future.loop
        if (loop.isClosed) throw loop.closed("create a task")
        StackRoom.require()
        loop.created(this)
        val isNow = isEager && ThreadState.current().loop === loop
        coroutine.start(if (isNow) CoroutineStart.UNDISPATCHED else CoroutineStart.DEFAULT, coroutine, block)
    }

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        synchronized(this) {
            if (coroutine.isCompleted) return false
            cancelRequests++
        }
        if (coroutine.cancelCoroutine(CancellationException(reason))) return true
        synchronized(this) { cancelRequests-- } // it has ended in between
        return false
    }

    @Synchronized
    override fun uncancel(): Int {
        if (cancelRequests > 0) cancelRequests--
        return cancelRequests
    }

    override fun takePending(): CancellationException? =
        if (coroutine.isCancelled) coroutine.getCancellationException() else null

    override fun adopter(): Job? = coroutine

    override fun knownJob(): Job = coroutine

    override fun loopClosed(): Unit = coroutine.cancel(CancellationException("Event loop is closed"))

    override fun abandoned(reason: String) {
        future.loop.ended(this)
        future.settleCancelled(reason)
        coroutine.cancel(CancellationException(reason))
    }

    override fun stack(): Array<StackTraceElement> = if (ThreadState.current().task === this) {
        TaskStack.of(Thread.currentThread().stackTrace)
    } else {
        CoroutineStack.of(coroutine).toTypedArray()
    }

    private fun finished(value: T) {
        ThreadState.current().save()
        future.loop.ended(this)
        future.settle(StageValues.noticed(block, value, this))
    }

    private fun failed(failure: Throwable) {
        ThreadState.current().save()
        future.loop.ended(this)
        val original = Failures.original(failure)
        future.settleExceptionally(if (original is CancellationException) failureInstead ?: original else original)
        Fatal.errorIn(failure)?.let(::failFatally)
    }

    private class BodyCoroutine<T>(private val task: SuspendTask<T>) :
        AbstractCoroutine<T>(
            task.coroutineContext(),
            initParentJob = false,
            active = true,
        ) {
        override fun onCompleted(value: T): Unit = task.finished(value)

        override fun onCancelled(cause: Throwable, handled: Boolean): Unit = task.failed(cause)

        override fun handleJobException(exception: Throwable): Boolean = true
    }
}
