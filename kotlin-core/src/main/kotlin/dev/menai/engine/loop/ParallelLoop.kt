package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.spi.Poller
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ForkJoinPool
import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.ScheduledThreadPoolExecutor
import java.util.concurrent.TimeUnit
import kotlin.coroutines.Continuation

/**
 * A loop that runs its steps on all cores, without any order between them. It runs from its creation on; its threads
 * are daemons. Linear bodies have a thread each and wait on it.
 *
 * **The close**, which may come at any time: a task registers itself and is enqueued then, so that either [enqueue] finds
 * the loop closed and the task is refused, or the close finds the task in the registry. There the one who takes the
 * body out of a task decides: the worker, which runs it, or the close, which cancels it, and then the worker that was
 * given it finds nothing to do. A worker serves all loops and goes on to the next one in any case.
 */
@InternalMenaiApi
public class ParallelLoop private constructor(private val isShared: Boolean) : Loop() {
    private val pool =
        ForkJoinPool(Runtime.getRuntime().availableProcessors(), { newThread(it) }, null, true)
    private val clock =
        ScheduledThreadPoolExecutor(1) {
            DaemonThreads.create("menai-parallel-timer", it)
        }.apply {
            removeOnCancelPolicy = true
            setKeepAliveTime(TIMER_KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            allowCoreThreadTimeOut(true)
        }

    /** Timers that somebody waits for; null where they cannot be dropped, since this loop is never closed. */
    private val awaited: MutableSet<LoopTimer>? = if (isShared) null else ConcurrentHashMap.newKeySet()

    override val isRunning: Boolean get() = !isClosed

    override fun now(): Long = SystemClock.now()

    override fun enqueue(entry: Runnable): Boolean {
        if (isClosed) return false
        if (entry is LinearStep) {
            val place = entry.seat
            if (place != null) place.grant() else start(entry)
            return true
        }
        return try {
            pool.execute { runCallback(entry) }
            true
        } catch (_: RejectedExecutionException) {
            false // closed in between
        }
    }

    private fun start(step: LinearStep) {
        try {
            Workers.acquire().assign(this, step)
        } catch (failure: Throwable) {
            refuse(step, failure) // there is no thread for it
        }
    }

    override fun schedule(timer: LoopTimer): Boolean {
        if (isClosed) return false
        if (timer.dropped != null) awaited?.add(timer)
        return try {
            val due = {
                awaited?.remove(timer)
                enqueue(timer)
                Unit
            }
            val entry = clock.schedule(due, timer.deadline - now(), TimeUnit.NANOSECONDS)
            timer.scheduled = entry
            true
        } catch (_: RejectedExecutionException) {
            awaited?.remove(timer)
            false // closed in between
        }
    }

    override fun mayBlock(): Boolean = !isClosed

    /** There is no thread here that would park: the poller has one of its own. */
    override fun pollerMade(poller: Poller) {
        DaemonThreads.create("menai-parallel-poller") { poll(poller) }.start()
    }

    private fun poll(poller: Poller) {
        try {
            while (!isClosed) {
                poller.poll(Long.MAX_VALUE)
                Thread.interrupted() // nobody's who has to do with it
            }
        } catch (failure: Throwable) {
            return pollerFailed(poller, failure)
        }
        endPoller(poller)
    }

    /** Its thread ends it. */
    override fun stopPolling(poller: Poller): Unit = contain({ "the wake-up of a poller" }) { poller.wakeup() }

    override fun callBegan(call: CompletableFuture<*>, by: HasJob) {
        if (!isShared) super.callBegan(call, by) // the shared loop ends with the process
    }

    override fun timerCancelled(timer: LoopTimer) {
        awaited?.remove(timer)
        timer.scheduled?.cancel(false)
    }

    override fun suspend(step: LinearStep) {
        val seat = step.seat!!
        val station = Station.of(seat.state!!)
        station.end(null)
        seat.awaitGrant(step)
        station.begin(this, step)
    }

    override fun occupy(step: LinearStep, state: ThreadState, seat: Seat) {
        state.loop = this
        step.seat = seat
        val station = Station.of(state)
        station.begin(this, step)
        runContained(step)
        station.end(null)
        state.loop = null
        state.task = null
        Thread.interrupted() // what the body left behind: it was its own
    }

    private fun runCallback(entry: Runnable) {
        if (isClosed && entry is Continuation<*>) return dispatchElsewhere(entry.context, entry)
        val state = ThreadState.current()
        state.loop = this
        state.task = null
        state.enter(null)
        val station = Station.of(state)
        val outer = station.begin(this, entry)
        contain({ SafeText.of(entry) }) { if (entry is Wakeup) entry.fire()?.let(::enqueue) else entry.run() }
        station.end(outer)
        state.loop = null
        Thread.interrupted() // what the step left behind: it was its own
    }

    override fun fail(error: VirtualMachineError): Unit =
        report(ErrorReport("Fatal error on the parallel loop", error, null, null, null))

    /** It has been logged, and there is no run to end. */
    override fun failInHandler(error: VirtualMachineError): Unit = Unit

    override fun runForever(): Unit = requireRunnable()

    override fun requireRunnable(): Unit =
        throw IllegalStateException("A parallel loop runs by itself: cannot run it; wait for its tasks instead")

    override fun stop(): Unit =
        throw IllegalStateException("A parallel loop runs by itself: cannot stop it; close it instead")

    override fun requireClosable() {
        check(!isShared) { "The shared parallel loop serves the whole process: cannot close it; create your own" }
    }

    override fun dropAll() {
        clock.shutdownNow()
        awaited?.forEach { timer -> timer.dropped?.let(::tellDropped) }
        pool.shutdown()
        Workers.dismissIdle()
    }

    override fun toString(): String {
        val kind = if (isShared) "shared parallel" else "parallel"
        return "EventLoop[$kind, ${if (isClosed) "closed" else "running"}, ${registry.size} tasks]"
    }

    /** Made when it is needed. */
    private object Shared {
        @JvmField
        val loop = ParallelLoop(true)
    }

    public companion object {
        private const val TIMER_KEEP_ALIVE_SECONDS = 10L

        /** The loop that serves callers who have none. */
        @JvmStatic
        public val shared: ParallelLoop get() = Shared.loop

        @JvmStatic
        public fun create(): ParallelLoop = ParallelLoop(false)

        private fun newThread(pool: ForkJoinPool) =
            ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool).apply {
                name = "menai-parallel-$poolIndex"
                isDaemon = true
            }
    }
}
