package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.context.VarContext
import dev.menai.engine.spi.LoopObserver
import dev.menai.engine.spi.LoopPort
import dev.menai.engine.spi.Pending
import dev.menai.engine.spi.Poller
import dev.menai.engine.spi.Work
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Delay
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.TimeUnit
import kotlin.coroutines.CoroutineContext

/**
 * An event loop: runs callbacks, the steps of linear bodies and Kotlin continuations, and keeps their timers.
 *
 * It is also the dispatcher of the coroutines that run on it, so that `delay` and `withTimeout` use its clock.
 * Everything public here may be called from any thread.
 */
@OptIn(InternalCoroutinesApi::class)
@InternalMenaiApi
public abstract class Loop internal constructor() :
    CoroutineDispatcher(),
    Delay,
    LoopPort {
    internal val registry = TaskRegistry()

    @JvmField
    public val executor: DefaultExecutor = DefaultExecutor(this)

    /** The object that Java users hold for this loop. */
    @JvmField
    @Volatile
    public var facade: Any? = null

    /** Receives failures that nobody else does. */
    @JvmField
    @Volatile
    public var errorSink: ErrorSink = LoopLog

    /** Makes what belongs to the vocabulary; set together with [facade]. */
    public lateinit var vocabulary: Vocabulary

    @Volatile
    override var observer: LoopObserver? = null

    /** Debug mode: slow steps are reported, and callbacks, futures and tasks know where they were created. */
    @JvmField
    @Volatile
    public var isDebug: Boolean = false

    /** The duration from which on debug mode reports a step. */
    @JvmField
    @Volatile
    public var slowStepNanos: Long = TimeUnit.MILLISECONDS.toNanos(100)

    /** The scope of coroutines that are started on this loop, once it was asked for. */
    internal var scope: CoroutineScope? = null

    /** What is to be run when this loop is closed. */
    private val closeHooks: MutableSet<Runnable> = ConcurrentHashMap.newKeySet()

    @Volatile
    private var closed = false

    override val isClosed: Boolean get() = closed

    public abstract val isRunning: Boolean

    internal abstract fun schedule(timer: LoopTimer): Boolean

    /** Waits, on the thread of [step]'s body, until it has been resumed by [enqueue] or released by the close. */
    internal abstract fun suspend(step: LinearStep)

    /**
     * Runs the first step of a new body at once, on a thread of its own, and returns when the body has ended or waits.
     * Returns false when the calling code is not a step of this loop, or this loop has no order of steps.
     */
    internal open fun runNow(step: LinearStep): Boolean = false

    /** Runs [step]'s body on a worker's thread, and whatever else the thread is there for. */
    internal abstract fun occupy(step: LinearStep, state: ThreadState, seat: Seat)

    /** Takes an error that is to end the run of the loop; reports it where there is none. */
    internal abstract fun fail(error: VirtualMachineError)

    /** As [fail], for an error of the exception handler, to which it cannot be reported. */
    internal open fun failInHandler(error: VirtualMachineError): Unit = fail(error)

    override fun <T> pending(work: Work): Pending<T> = vocabulary.pending(work)

    override fun outsideWorkBegan(): Unit = Unit

    override fun outsideWorkEnded(): Unit = Unit

    /** The poller of this loop, once it has one. Guarded by [pollerLock]. */
    @Volatile
    internal var poller: Poller? = null
        private set

    private val pollerLock = Any()

    override fun poller(make: (LoopPort) -> Poller): Poller = synchronized(pollerLock) {
        if (closed) throw closed("wait for the outside world")
        poller ?: make(this).also {
            pollerMade(it)
            poller = it
        }
    }

    /** This loop is to have [poller] from now on. */
    internal open fun pollerMade(poller: Poller): Unit = Unit

    /** Has no thread poll any more, and then [ends][endPoller] the poller. */
    internal open fun stopPolling(poller: Poller): Unit = endPoller(poller)

    /** Fails what [poller] waits for. */
    internal fun endPoller(poller: Poller): Unit = contain({ "the close of a poller" }) { poller.close() }

    /** Does without [poller] from now on, which has failed with [failure]; on the thread that polled. */
    internal fun pollerFailed(poller: Poller, failure: Throwable) {
        takePoller()
        stepFailed(failure) { ErrorReport("Exception in the poller of an event loop", failure, null, null, null) }
        endPoller(poller)
    }

    private fun takePoller(): Poller? = synchronized(pollerLock) { poller.also { poller = null } }

    /** A time limit of this loop has passed. For the loop. */
    internal open fun limitPassed(): Unit = Unit

    /** The suspend calls of this loop that go on, by their futures. */
    public val calls: MutableMap<CompletableFuture<*>, HasJob> = ConcurrentHashMap()

    internal open fun callBegan(call: CompletableFuture<*>, by: HasJob) {
        calls[call] = by
        if (call.isDone) {
            calls.remove(call)
        } else if (isClosed) {
            abandon(call)
        }
    }

    internal open fun callEnded(call: CompletableFuture<*>) {
        calls.remove(call)
    }

    private fun abandon(call: CompletableFuture<*>) {
        calls.remove(call)
        call.completeExceptionally(CancellationException("Event loop is closed"))
    }

    internal open fun timerCancelled(timer: LoopTimer): Unit = Unit

    /** Throws when this loop cannot be run on the calling thread now. */
    public abstract fun requireRunnable()

    /** Runs this loop on the calling thread until [stop]. */
    public abstract fun runForever()

    /** Ends [runForever] after the current iteration. */
    public abstract fun stop()

    /** What an interrupt of the thread that runs this loop does. */
    @JvmField
    @Volatile
    public var onInterrupt: Runnable? = null

    public fun callSoon(callback: Runnable, context: VarContext): LoopCallback =
        LoopCallback(this, callback, context).also { if (!enqueue(it)) throw closed("run a callback") }

    public fun callAt(deadline: Long, callback: Runnable, context: VarContext): LoopTimer =
        LoopTimer(this, deadline, callback, context).also { if (!schedule(it)) throw closed("set a timer") }

    public fun callLater(delayNanos: Long, callback: Runnable, context: VarContext): LoopTimer =
        callAt(deadlineAfter(delayNanos), callback, context)

    /** Returns the time [delayNanos] from now, at most the end of time. */
    public fun deadlineAfter(delayNanos: Long): Long {
        val now = now()
        val deadline = now + delayNanos
        return if (delayNanos > 0 && deadline < now) TimerQueue.NEVER - 1 else deadline
    }

    /** The unfinished tasks of this loop, in the order of their creation. */
    public fun tasks(): List<LoopTask> = registry.snapshot()

    /** Closes this loop: drops what is ready and scheduled, and fails the bodies that still wait. Idempotent. */
    public fun close() {
        synchronized(closeHooks) {
            if (closed) return
            requireClosable()
            closed = true
        }
        contain({ "the shutdown of an executor" }) { executor.close() }
        dropAll()
        registry.snapshot().forEach { contain({ SafeText.of(it) }) { it.loopClosed() } }
        tellThoseDropped()
        takePoller()?.let(::stopPolling)
        calls.keys.forEach { contain({ SafeText.of(it) }) { abandon(it) } }
        closeHooks.forEach { if (closeHooks.remove(it)) contain({ "the close of an event loop" }) { it.run() } }
    }

    /** What is to be told that it was dropped, in the order in which that was found. Guarded by [closeHooks]. */
    private var dropped: MutableList<Dropped>? = ArrayList()

    /** Tells [entry] that it was dropped, when the bodies of this loop have been failed. */
    internal fun tellDropped(entry: Dropped) {
        synchronized(closeHooks) { if (dropped?.add(entry) == true) return }
        contain({ SafeText.of(entry) }) { entry.loopClosed() }
    }

    private fun tellThoseDropped() {
        val first = synchronized(closeHooks) { dropped.also { dropped = null } }
        first?.forEach { contain({ SafeText.of(it) }) { it.loopClosed() } }
    }

    /** Throws when this loop cannot be closed now. */
    internal abstract fun requireClosable()

    internal abstract fun dropAll()

    /** The number of failed futures of this loop that nobody has looked at. */
    public val unseenFailures: Int get() = closeHooks.size

    /** Has [hook] run when this loop is closed, at once if it is. */
    internal fun onClose(hook: Runnable) {
        closeHooks.add(hook)
        if (closed && closeHooks.remove(hook)) hook.run()
    }

    internal fun forgetOnClose(hook: Runnable) {
        closeHooks.remove(hook)
    }

    public fun closed(action: String): IllegalStateException = IllegalStateException(
        "Event loop is closed: cannot $action; create a new loop, or do this before the loop is closed",
    )

    /** Returns where we are in debug mode, else null. */
    public fun creationTrace(): Throwable? = if (isDebug) CreationTrace() else null

    /** Hands [report] to the exception handler, in the context of what failed. Never throws. */
    public fun report(report: ErrorReport) {
        val state = ThreadState.current()
        val outer = state.enter(report.context)
        try {
            errorSink.report(report)
        } catch (failure: Throwable) {
            LoopLog.failure("The exception handler of an event loop failed", failure)
            LoopLog.report(report)
            Fatal.errorIn(failure)?.let(::failInHandler)
        } finally {
            state.enter(outer)
        }
    }

    /** Takes what a step threw: a fatal error ends the run, everything else is reported. Never throws. */
    internal inline fun stepFailed(failure: Throwable, report: () -> ErrorReport) {
        val fatal = Fatal.errorIn(failure)
        if (fatal != null) fail(fatal) else report(report())
    }

    /**
     * Calls what is not ours, or may call such: whatever it throws stays here, so that the caller's own work goes on
     * and is done. [what] is what failed, in words.
     */
    internal inline fun contain(what: () -> String, action: () -> Unit) {
        try {
            action()
        } catch (failure: Throwable) {
            stepFailed(failure) { ErrorReport("Exception in ${what()}", failure, null, null, null) }
        }
    }

    /** Runs [step]'s body to its end. If its end fails, with somebody who was to hear of it, it has ended all the same. */
    internal fun runContained(step: LinearStep) {
        contain({ SafeText.of(step) }) {
            try {
                step.run()
            } catch (failure: Throwable) {
                step.refuse(failure)
                throw failure
            }
        }
    }

    /** Refuses [step]; those who hear of it cannot hinder it. */
    internal fun refuse(step: LinearStep, failure: Throwable): Unit = contain({ SafeText.of(step) }) {
        step.refuse(failure)
    }

    /** [task] is one of this loop's from now on. */
    internal fun created(task: LoopTask) {
        registry.add(task)
        tell { created(task) }
    }

    /** [task] has ended; without effect when that is known. */
    internal fun ended(task: LoopTask) {
        if (registry.remove(task)) tell { ended(task) }
    }

    /** Tells the [observer], if there is one; one that fails is told nothing more. */
    internal inline fun tell(event: LoopObserver.() -> Unit) {
        val observer = observer ?: return
        try {
            observer.event()
        } catch (failure: Throwable) {
            observerFailed(observer, failure)
        }
    }

    internal fun observerFailed(failed: LoopObserver, failure: Throwable) {
        synchronized(registry) {
            if (observer !== failed) return
            observer = null
        }
        stepFailed(failure) {
            ErrorReport(
                "Exception in the observer of an event loop: it is told nothing more",
                failure,
                null,
                null,
                null,
            )
        }
    }

    override fun dispatch(context: CoroutineContext, block: Runnable) {
        if (!enqueue(block)) dispatchElsewhere(context, block)
    }

    /** As kotlinx does with a closed executor: the coroutine is cancelled and gets a thread for its clean-up. */
    internal fun dispatchElsewhere(context: CoroutineContext, block: Runnable) {
        context[Job]?.cancel(CancellationException("Event loop is closed"))
        Dispatchers.IO.dispatch(context, block)
    }

    override fun scheduleResumeAfterDelay(timeMillis: Long, continuation: CancellableContinuation<Unit>) {
        val resumption = Resumption(continuation)
        val deadline = deadlineAfter(TimeUnit.MILLISECONDS.toNanos(timeMillis))
        val timer = LoopTimer(this, deadline, resumption, NO_VARIABLES)
        if (schedule(timer)) continuation.invokeOnCancellation { timer.cancel() } else resumption.loopClosed()
    }

    private inner class Resumption(override val continuation: CancellableContinuation<Unit>) :
        Dropped,
        Resuming {
        override fun run(): Unit = resume(continuation)

        override fun loopClosed() {
            continuation.cancel(CancellationException("Event loop is closed"))
        }
    }

    @OptIn(ExperimentalCoroutinesApi::class)
    private fun resume(continuation: CancellableContinuation<Unit>) {
        val state = ThreadState.current()
        state.resuming = continuation
        try {
            with(continuation) { resumeUndispatched(Unit) }
        } finally {
            state.resuming = null
        }
    }

    override fun invokeOnTimeout(timeMillis: Long, block: Runnable, context: CoroutineContext): DisposableHandle {
        val timer = callLater(TimeUnit.MILLISECONDS.toNanos(timeMillis), block, NO_VARIABLES)
        return DisposableHandle { timer.cancel() }
    }

    public companion object {
        /** The context of callbacks of the engine itself, which have none: what runs inline in them gets a fresh one. */
        @JvmField
        internal val NO_VARIABLES = VarContext()

        /** Returns the loop whose step this thread runs, or null. */
        @JvmStatic
        public fun running(): Loop? = ThreadState.current().loop
    }
}

/** Marks the place where something was created. */
@InternalMenaiApi
public class CreationTrace internal constructor() : Throwable("created here")
