package dev.menai.engine.tasks

import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.ErrorReport
import dev.menai.engine.loop.Fatal
import dev.menai.engine.loop.LinearStep
import dev.menai.engine.loop.Seat
import dev.menai.engine.loop.ThreadState
import dev.menai.engine.loop.Workers
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater

/**
 * A task whose body is linear code that waits with `await`.
 *
 * States of [slot], which any thread may move:
 * - null: ready or running, no cancel request undelivered
 * - [Undelivered]: ready or running, the next wait is cancelled as it begins, if one of the requests still stands
 * - [Await]: waiting (or about to); taken out by the one who resumes the body
 * - [FINISHED]: the body has ended; last state
 *
 * The lock of this object makes a request and its count one step; it is never held while other code is called.
 */
public class LinearTask<T>(future: LoopFuture<T>, body: Callable<T>, context: VarContext, name: String?) :
    TaskCore<T>(future, context, name),
    LinearStep {
    @Volatile
    @JvmField
    internal var slot: Any? = null

    /**
     * Taken out by the one who decides what becomes of the task: who runs it, or the close of its loop, which may come at
     * the same time on a parallel loop. So a finished task does not hold what its body captured either.
     */
    @Volatile
    @JvmField
    internal var body: Callable<T>? = body

    /** The scope that the body stands in, the innermost one, or null. For the body's own thread. */
    internal var innermost: LinearOccupant? = null

    /** What is to be closed when the stretch that the body is in is left; null as long as there is nothing. */
    internal var cleanups: Cleanups? = null

    @Volatile
    override var cancelRequests: Int = 0
        private set

    /** How many of them the body has not got yet; guarded by the lock of this object. */
    private var undelivered = 0

    @Volatile
    override var seat: Seat? = null

    override fun start(isEager: Boolean) {
        val loop = future.loop
        Workers.requireCapacity()
        loop.registry.add(this)
        if (isEager && loop.runNow(this)) {
            val state = ThreadState.current()
            if (state.context === context) state.resume(context)
            return
        }
        if (!loop.enqueue(this)) {
            takeBody()
            loop.registry.remove(this)
            throw loop.closed("create a task")
        }
    }

    // the body

    /** Runs the body to its end, on the thread that stays with it. */
    override fun run() {
        val body = takeBody() ?: return // the loop was closed before
        val request = (slot as? Undelivered)?.standing()
        if (request != null) {
            finishCancelled(CancellationException(request.reason))
            return
        }
        val state = ThreadState.current()
        state.task = this
        state.enter(context)
        callBody(body, state)
        state.enter(null)
    }

    @Suppress("UNCHECKED_CAST") // what the updater cannot know
    private fun takeBody(): Callable<T>? = BODY.getAndSet(this, null) as Callable<T>?

    private fun callBody(body: Callable<T>, state: ThreadState) {
        val value =
            try {
                body.call().also { cleanups?.leave(null)?.let { failure -> throw failure } }
            } catch (failure: Throwable) {
                state.save()
                finishFailed(cleanups?.leave(failure) ?: failure)
                return
            }
        state.save()
        finish(value)
    }

    private fun finish(value: T) {
        val request = (end() as? Undelivered)?.standing()
        if (request != null) {
            settleCancelled(CancellationException(request.reason))
        } else {
            if (cancelRequests > 0 && future.loop.isDebug) reportSwallowed()
            future.settle(value)
        }
    }

    private fun finishFailed(failure: Throwable) {
        end()
        if (failure is CancellationException) settleCancelled(failure) else future.settleExceptionally(failure)
        Fatal.errorIn(failure)?.let(::failFatally)
    }

    private fun finishCancelled(cancellation: CancellationException) {
        end()
        settleCancelled(cancellation)
    }

    private fun settleCancelled(cancellation: CancellationException) {
        future.settleExceptionally(failureInstead ?: cancellation)
    }

    private fun end(): Any? {
        future.loop.registry.remove(this)
        seat = null
        body = null
        return SLOT.getAndSet(this, FINISHED)
    }

    override fun refuse(failure: Throwable) {
        end()
        future.settleExceptionally(failure)
    }

    private fun reportSwallowed() {
        val message =
            "Task '$name' was cancelled but swallowed its cancellation and returned a value; rethrow " +
                "CancellationException (catch (Exception) swallows it), or call uncancel() where it is meant"
        future.loop.report(ErrorReport(message, null, future, future.createdAt, context))
    }

    // waiting

    /** Waits for [awaited] on the thread of the body, and returns its value or throws its failure itself. */
    internal fun <V> await(awaited: CompletableFuture<V>, state: ThreadState): V {
        check(awaited !== future) { "Task '$name' must not await itself: it would wait for ever; await another task" }
        if (Thread.interrupted()) threadInterrupted()
        future.loop.suspending(this)
        val context = state.context // not the task's in Context.run
        state.save()
        val wait = Await(this, awaited)
        val requests = publish(wait)
        val mustSuspend = mustSuspend(wait)
        if (requests != null) deliver(requests)
        if (mustSuspend) {
            future.loop.suspend(this)
            state.task = this
        }
        state.resume(context)
        requestsLeftBy(wait)
        try {
            return wait.outcome()
        } catch (cancellation: CancellationException) {
            wait.passing?.let(::delivered)
            mergeRequests()
            throw cancellation
        }
    }

    /** Puts [wait] into the slot; returns the requests that were there, which are for this wait. */
    private fun publish(wait: Await<*>): Undelivered? {
        while (true) {
            val requests = slot as Undelivered?
            if (SLOT.compareAndSet(this, requests, wait)) return requests
        }
    }

    /** Registers [wait], which is published; returns whether this thread must wait until somebody resumes the body. */
    private fun mustSuspend(wait: Await<*>): Boolean {
        val loop = future.loop
        if (loop.isClosed) {
            if (SLOT.compareAndSet(this, wait, null)) throw loop.closed("await in task '$name'")
            return true
        }
        if (!wait.register()) return !SLOT.compareAndSet(this, wait, null)
        if (slot !== wait) wait.withdraw() // it ended before it was registered
        return true
    }

    /** Requests that came before a cancellation was delivered are delivered with it. */
    private fun mergeRequests() {
        val requests = slot
        if (requests is Undelivered && SLOT.compareAndSet(this, requests, null)) delivered(requests)
    }

    /** Makes the body ready to go on, unless somebody else has already ended [wait]. */
    internal fun resume(wait: Await<*>) {
        if (SLOT.compareAndSet(this, wait, null)) makeReady()
    }

    /** As [resume], but for the caller to run at once; returns whether it may. */
    internal fun resumeInPlace(wait: Await<*>): Boolean = SLOT.compareAndSet(this, wait, null)

    /** Ends [wait] with [failure]; returns false when it has ended already. */
    internal fun release(wait: Await<*>, failure: Throwable): Boolean {
        if (!SLOT.compareAndSet(this, wait, null)) return false
        wait.failure = failure
        makeReady()
        return true
    }

    private fun makeReady() {
        // a loop that was closed in between drops the entry: the body goes on all the same, to its end
        if (!future.loop.enqueue(this)) seat?.grant()
    }

    override fun loopClosed() {
        val closed = future.loop.closed("go on with task '$name'")
        val wait = slot
        if (wait is Await<*>) {
            if (SLOT.compareAndSet(this, wait, null)) {
                wait.failure = closed
                seat!!.grant()
            }
        } else if (takeBody() != null) {
            finishCancelled(CancellationException("task '$name' was cancelled: its loop was closed before it started"))
        }
    }

    // cancelling

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean = cancel(CancelRequest(reason))

    /** Takes [request], unless it has been taken back already; returns false when this task has ended. */
    internal fun cancel(request: CancelRequest): Boolean {
        synchronized(this) {
            if (slot === FINISHED || request.isTakenBack) return false
            cancelRequests++
            undelivered++
            request.isCounted = true
        }
        if (deliver(Undelivered(listOf(request)))) return true
        takeBack(request)
        return false
    }

    /** Delivers [requests]; returns false when this task has ended before. */
    private fun deliver(requests: Undelivered): Boolean {
        var left: Undelivered? = requests
        while (left != null) {
            if (slot === FINISHED) return false
            left = tryToDeliver(left)
        }
        return true
    }

    /** Passes [requests] to the wait under way or leaves them for the next one; returns what is still to deliver. */
    private fun tryToDeliver(requests: Undelivered): Undelivered? {
        val now = slot
        val request = requests.standing()
        if (request == null) return null
        if (now === FINISHED) return requests
        if (now is Await<*>) {
            now.passing = requests
            if (now.cancel(request.reason)) {
                delivered(requests)
                return null
            }
            now.passing = null
            // what it waits for is done: that is delivered, and the requests are for the wait after it
            now.leaveForNext(requests)
            return if (slot === now) null else now.takeRequestsAfter()
        }
        val all = requests.before(now as Undelivered?)
        if (!SLOT.compareAndSet(this, now, all)) return requests
        if (cancelRequests == 0) SLOT.compareAndSet(this, all, null) // taken back in the meantime
        return null
    }

    /** Takes what has not been delivered yet; on the thread of the body. */
    internal fun takeRequest(): CancellationException? {
        val requests = slot as? Undelivered ?: return null
        if (!SLOT.compareAndSet(this, requests, null)) return takeRequest()
        val request = requests.standing() ?: return null
        delivered(requests)
        return CancellationException(request.reason)
    }

    private fun requestsLeftBy(wait: Await<*>) {
        val requests = wait.takeRequestsAfter() ?: return
        if (cancelRequests > 0) deliver(requests)
    }

    @Synchronized
    private fun delivered(requests: Undelivered) {
        for (request in requests.requests) {
            if (request.isDelivered || request.isTakenBack) continue
            request.isDelivered = true
            if (undelivered > 0) undelivered--
        }
    }

    /** The number of requests that the body has got and that have not been taken back. */
    internal val deliveredRequests: Int @Synchronized get() = maxOf(0, cancelRequests - undelivered)

    /** Takes back [request] alone, delivered or not: the others stay. */
    @Synchronized
    internal fun takeBack(request: CancelRequest) {
        request.isTakenBack = true
        if (!request.isCounted) return
        request.isCounted = false
        if (cancelRequests > 0) cancelRequests--
        if (!request.isDelivered && undelivered > 0) undelivered--
    }

    @Synchronized
    override fun uncancel(): Int {
        if (cancelRequests > 0 && --cancelRequests == 0) {
            val requests = slot
            if (requests is Undelivered) SLOT.compareAndSet(this, requests, null)
            undelivered = 0
        }
        return cancelRequests
    }

    override fun threadInterrupted() {
        cancel(future, "task '$name' was cancelled: its thread was interrupted")
    }

    // looking at it

    override val awaited: Any? get() = (slot as? Await<*>)?.future

    override fun stack(): Array<StackTraceElement> {
        val place = seat
        return if (slot === FINISHED || place == null) emptyArray() else place.thread.stackTrace
    }

    private companion object {
        val FINISHED = Any()

        val BODY: AtomicReferenceFieldUpdater<LinearTask<*>, Callable<*>> =
            AtomicReferenceFieldUpdater.newUpdater(LinearTask::class.java, Callable::class.java, "body")

        val SLOT: AtomicReferenceFieldUpdater<LinearTask<*>, Any> =
            AtomicReferenceFieldUpdater.newUpdater(LinearTask::class.java, Any::class.java, "slot")
    }
}
