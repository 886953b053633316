package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.Fatal
import dev.menai.engine.loop.HeldElements
import dev.menai.engine.loop.LinearStep
import dev.menai.engine.loop.Seat
import dev.menai.engine.loop.StackRoom
import dev.menai.engine.loop.ThreadState
import dev.menai.engine.loop.Workers
import kotlinx.coroutines.Job
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
 * **What becomes of a request.** One that comes during a wait is passed on to what is waited for. If that takes it, the wait
 * is to end cancelled; if it ends with a value all the same, the request comes back and is for the next wait. So it is if
 * what is waited for is done, or fails without having heard of the request. A request that meets no further wait has no effect on the value of the body, which may be
 * something that was handed to it; unless the body made it itself, in its last step.
 *
 * The lock of this object makes a request and its count one step; it is never held while other code is called.
 */
@InternalMenaiApi
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

    /** The coroutine that has called this body as its suspend function, if one has: it answers for what is left behind. */
    @Volatile
    internal var caller: Job? = null

    /** What suspend calls have left behind, from the first time on that this task answers for it. */
    @Volatile
    private var adopted: Adopted<T>? = null

    /** What the thread holds for the coroutine that has called the body, in its steps. For the body's own thread. */
    private var held: HeldElements? = null

    @Volatile
    override var cancelRequests: Int = 0
        private set

    /** How many of them the body has not got yet; guarded by the lock of this object. */
    private var undelivered = 0

    /** Whether it has failed by itself, at work when others asked for its end, of which the body has heard nothing. */
    @Volatile
    internal var hasMissedRequest = false
        private set

    /** Those that are being delivered, by whatever threads; guarded by the lock of this object. */
    private var onTheirWay: Undelivered? = null

    @Volatile
    override var seat: Seat? = null

    override fun start(isEager: Boolean) {
        val loop = future.loop
        Workers.requireCapacity()
        StackRoom.require()
        loop.created(this)
        if (isEager && loop.runNow(this)) {
            val state = ThreadState.current()
            if (state.context === context) state.resume(context)
            return
        }
        try {
            if (loop.enqueue(this)) return
        } catch (failure: Throwable) {
            neverStarts() // the end of the stack, for one: the end of the run would wait for it
            throw failure
        }
        neverStarts()
        throw loop.closed("create a task")
    }

    private fun neverStarts() {
        if (takeBody() != null) future.loop.ended(this)
    }

    // the body

    /** Runs the body to its end, on the thread that stays with it. */
    override fun run() {
        val body = takeBody() ?: return // the loop was closed before
        val request = (slot as? Undelivered)?.standing()
        if (request != null) {
            finishFailed(CancellationException(request.reason))
            return
        }
        val state = ThreadState.current()
        state.task = this
        state.enter(context)
        held = HeldElements.hold(context)
        callBody(body, state)
        state.enter(null)
    }

    @Suppress("UNCHECKED_CAST") // what the updater cannot know
    private fun takeBody(): Callable<T>? = BODY.getAndSet(this, null) as Callable<T>?

    private fun callBody(body: Callable<T>, state: ThreadState) {
        val value =
            try {
                body.call().also { left(null)?.let { failure -> throw failure } }
            } catch (failure: Throwable) {
                val out = left(failure) ?: failure
                leaveStep(state)
                finishFailed(out)
                return
            }
        leaveStep(state)
        finish(value)
    }

    /** Leaves what the body has not left itself; returns what comes out of it, after [failure] if that is not null. */
    private fun left(failure: Throwable?): Throwable? {
        val out = LinearOccupant.leaveScopes(this, null, failure)
        return cleanups?.leave(out) ?: out
    }

    private fun leaveStep(state: ThreadState) {
        held?.release()
        state.save()
    }

    private fun finish(value: T) {
        val left = end()
        if (left != null && left.hasOwn()) {
            ended(Result.failure(CancellationException(left.standing()!!.reason)), null)
        } else {
            Swallowing.returned(this)
            ended(Result.success(value), left?.standing())
        }
    }

    private fun finishFailed(failure: Throwable) {
        hasMissedRequest = end()?.standingOfOthers() != null && deliveredRequests == 0
        ended(Result.failure(failure), null)
    }

    private fun end(): Undelivered? {
        seat?.let(Workers::release)
        seat = null
        body = null
        return SLOT.getAndSet(this, FINISHED) as? Undelivered
    }

    /** Takes what the body has ended with, and the [request] that it has not got. */
    private fun ended(result: Result<T>, request: CancelRequest?) {
        val adopted = adopted
        if (adopted == null) settle(result) else adopted.bodyEnded(result, request)
    }

    /** Completes the future: the body has ended, and so has what this task answers for. */
    internal fun settle(result: Result<T>) {
        future.loop.ended(this)
        result.onSuccess { future.settle(it) }.onFailure { failure ->
            val outcome = if (failure is CancellationException) failureInstead ?: failure else failure
            future.settleExceptionally(outcome)
            Fatal.errorIn(failure)?.let(::failFatally)
        }
    }

    override fun refuse(failure: Throwable) {
        end()
        future.loop.ended(this)
        future.settleExceptionally(failure)
        adopted?.cancel(CancellationException("task '$name' has failed at its end"))
    }

    override fun adopter(): Job? {
        caller?.let { if (!it.isCompleted) return it }
        if (adopted == null) ADOPTED.compareAndSet(this, null, Adopted(this))
        return if (slot === FINISHED) null else adopted // a body that ends from here on sees what was made
    }

    // waiting

    /** Waits for [awaited] on the thread of the body, and returns its value or throws its failure itself. */
    internal fun <V> await(awaited: CompletableFuture<V>, state: ThreadState): V {
        check(awaited !== future) { "Task '$name' must not await itself: it would wait for ever; await another task" }
        StackRoom.require(state)
        if (cancelRequests > 0) Swallowing.waits(this)
        if (Thread.interrupted()) threadInterrupted()
        future.loop.tell { waits(this@LinearTask) }
        val context = state.context // not the task's in Context.run
        state.save()
        val wait = Await(this, awaited)
        if (begin(wait)) suspend(state)
        state.resume(context)
        future.loop.tell { goesOn(this@LinearTask) }
        return ended(wait)
    }

    /** Begins [wait]; returns whether this thread must wait until somebody resumes the body. */
    private fun begin(wait: Await<*>): Boolean {
        var isOpen = false // in the slot, or taken out by the one who resumes the body
        try {
            val requests = publish(wait)
            isOpen = true
            isOpen = mustSuspend(wait)
            if (requests != null) deliver(requests)
            return isOpen
        } catch (failure: Throwable) { // the end of the stack, or a method of the user's future
            if (isOpen && !SLOT.compareAndSet(this, wait, null)) suspend(ThreadState.current()) // the turn is coming
            wait.leave("task '$name' could not wait for it")
            throw failure
        }
    }

    /** Waits until the body is resumed; the thread runs the steps of others meanwhile. */
    private fun suspend(state: ThreadState) {
        val makesUnbound = state.makesUnbound
        val caller = state.caller
        state.makesUnbound = false
        state.caller = null
        held?.release()
        future.loop.suspend(this)
        if (held != null) held = HeldElements.hold(this.context)
        state.makesUnbound = makesUnbound
        state.caller = caller
        state.task = this
    }

    /** Returns what [wait] has brought, and decides what becomes of the requests that came meanwhile; on the body's thread. */
    private fun <V> ended(wait: Await<V>): V {
        val passed = takePassed(wait)
        val value =
            try {
                wait.outcome()
            } catch (failure: Throwable) {
                val hasMissed =
                    failure !is CancellationException && wait.future is LoopFuture<*> && wait.future.hasMissedRequest()
                (if (hasMissed) passed else passed?.refused())?.let(::keep)
                if (failure is CancellationException) {
                    passed?.let(::got)
                    takeUndelivered() // those that came before a cancellation was delivered are delivered with it
                }
                // a future that is not a loop's could not be told why
                throw if (wait.future is LoopFuture<*>) {
                    failure
                } else {
                    Cancelling.inWords(
                        passed?.standing()?.reason,
                        failure,
                    )
                }
            }
        if (passed != null) keep(passed)
        if (slot is Undelivered) throwIfInVain(wait.future)
        (wait.future as? LoopFuture<*>)?.take()
        return value
    }

    /** Notes that the body gets those of [requests] that were not refused. */
    @Synchronized
    private fun got(requests: Undelivered) {
        requests.forEach { if (it.isDelivered) it.isGot = true }
    }

    private fun takePassed(wait: Await<*>): Undelivered? {
        if (wait.passed == null) return null
        return synchronized(this) { wait.passed.also { wait.passed = null } }
    }

    /** Leaves [requests], which may have been delivered, for the next wait. */
    private fun keep(requests: Undelivered) {
        if (notDelivered(requests) && cancelRequests > 0) deliver(requests)
    }

    /**
     * Has a wait that has ended well end cancelled, because of a request that came before the body went on, when nothing is
     * lost by that: there was nothing to be had but a signal; or the request ends what the task is part of, and what it was
     * handed goes back.
     */
    private fun throwIfInVain(awaited: CompletableFuture<*>) {
        if (awaited !is LoopFuture<*>) return
        val requests = slot as? Undelivered ?: return
        val request = requests.standing() ?: return
        val isInVain =
            awaited.producer is Signalling ||
                (requests.hasEnding() && awaited.origin() !is Regaining && awaited.handBack())
        if (!isInVain) return
        takeUndelivered()
        throw CancellationException(request.reason)
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
            (wait.future as? LoopFuture<*>)?.leaveLine("the loop of task '$name' is closed")
            wait.failure = loop.closed("await in task '$name'")
            return !SLOT.compareAndSet(this, wait, null)
        }
        if (!wait.register()) return !SLOT.compareAndSet(this, wait, null)
        if (slot !== wait) wait.registeredLate()
        return true
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
                wait.leave("${future.describe()} was left alone: its loop was closed")
                seat!!.grant()
            }
        } else if (wait === FINISHED) {
            adopted?.loopClosed()
        } else if (takeBody() != null) {
            finishFailed(CancellationException("task '$name' was cancelled: its loop was closed before it started"))
        }
    }

    override fun abandoned(reason: String) {
        val wait = slot
        refuse(CancellationException(reason))
        if (wait is Await<*>) wait.leave(reason)
    }

    // cancelling

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean = cancel(CancelRequest(reason))

    /** Takes [request], unless it has been taken back already; returns false when this task has ended. */
    internal fun cancel(request: CancelRequest): Boolean {
        val isOwn = ThreadState.current().task === this
        synchronized(this) {
            if (request.isTakenBack || request.isCounted) return request.isCounted // the body has taken it, or takes it
            if (slot !== FINISHED) {
                cancelRequests++
                undelivered++
                request.isCounted = true
                request.isOwn = isOwn
                onTheirWay = Undelivered(request, onTheirWay)
            }
        }
        if (request.isCounted && sendOff(request)) return true
        takeBack(request)
        return cancelAdopted(request.reason)
    }

    /** Cancels what the task still waits for when its body has ended, whose value stands; returns false if there is nothing. */
    private fun cancelAdopted(reason: String): Boolean {
        val adopted = adopted
        if (adopted == null || future.isDone) return false
        adopted.cancel(CancellationException(reason))
        return true
    }

    /** [Delivers][deliver] one request, which is [onTheirWay] until that is done. */
    private fun sendOff(request: CancelRequest): Boolean {
        val one = Undelivered(request)
        try {
            return deliver(one)
        } finally {
            synchronized(this) { onTheirWay = onTheirWay?.without(one) }
        }
    }

    /** Passes [requests] to the wait under way or leaves them for the next one; returns false when this task has ended. */
    private fun deliver(requests: Undelivered): Boolean {
        while (true) {
            val now = slot
            if (now === FINISHED) return false
            if (requests.standing() == null) return true
            if (now is Await<*>) {
                if (passTo(now, requests)) return true
            } else {
                val all = requests.before(now as Undelivered?)
                if (!SLOT.compareAndSet(this, now, all)) continue
                if (cancelRequests == 0) SLOT.compareAndSet(this, all, null) // taken back in the meantime
                return true
            }
        }
    }

    /** Passes [requests] on to what [wait] is for; returns false when the wait has ended before. */
    private fun passTo(wait: Await<*>, requests: Undelivered): Boolean {
        synchronized(this) {
            wait.passed = requests.before(wait.passed)
            delivered(requests)
            requests.forEach { it.passedTo = wait }
        }
        // from here on the body finds them, unless it has been resumed before
        if (slot !== wait && takeBackFrom(wait, requests)) return false
        wait.cancel(requests.standing()?.reason ?: return true) { refused(wait, requests) }
        return true
    }

    @Synchronized
    private fun takeBackFrom(wait: Await<*>, requests: Undelivered): Boolean {
        val all = wait.passed ?: return false // the body has found them
        wait.passed = all.without(requests)
        notDelivered(requests)
        return true
    }

    /** What [wait] is for did not take [requests], being done: they are for the wait after it. */
    private fun refused(wait: Await<*>, passed: Undelivered) {
        val requests =
            synchronized(this) {
                val requests = passed.passedTo(wait) ?: return // the body has seen to it
                requests.forEach { it.isRefused = true }
                if (wait.passed?.hasAny(requests) == true) return // it will
                if (!notDelivered(requests)) return
                requests
            }
        if (!deliver(requests)) delivered(requests) // it has ended since, and was cancelled
    }

    /** Takes what is left for the next wait: it is delivered now. On the body's thread. */
    private fun takeUndelivered() {
        while (true) {
            val requests = slot as? Undelivered ?: return
            if (!SLOT.compareAndSet(this, requests, null)) continue
            delivered(requests)
            return got(requests)
        }
    }

    override fun takePending(): CancellationException? {
        val onItsWay = takeOnItsWay() // before looking at where it goes
        val request = (slot as? Undelivered)?.standingOfOthers()
        if (request != null) takeUndelivered()
        return (request ?: onItsWay)?.let { CancellationException(it.reason) }
    }

    @Synchronized
    private fun takeOnItsWay(): CancelRequest? {
        var latest: CancelRequest? = null
        onTheirWay?.forEach {
            if (it.isTakenBack || it.isOwn || it.isGot) return@forEach
            takeHere(it)
            if (latest == null) latest = it
        }
        return latest
    }

    /** Counts [request] as one that the body gets here and now, be it still on its way; on the body's thread. */
    @Synchronized
    internal fun takeHere(request: CancelRequest) {
        if (request.isTakenBack) return
        request.isTakenBack = true // for all who were to deliver it
        if (!request.isCounted) {
            request.isCounted = true
            cancelRequests++
        } else if (!request.isDelivered && undelivered > 0) {
            undelivered--
        }
    }

    @Synchronized
    private fun delivered(requests: Undelivered) {
        requests.forEach { request ->
            request.isRefused = false
            if (!request.isDelivered && !request.isTakenBack) {
                request.isDelivered = true
                if (undelivered > 0) undelivered--
            }
        }
    }

    /** Undoes [delivered]; returns whether there was anything to undo. */
    @Synchronized
    private fun notDelivered(requests: Undelivered): Boolean {
        var isAny = false
        requests.forEach { request ->
            if (request.isDelivered && !request.isTakenBack) {
                isAny = true
                request.isDelivered = false
                request.isGot = false
                request.passedTo = null
                request.isOwn = false // the step in which it was made is over
                if (undelivered < cancelRequests) undelivered++
            }
        }
        return isAny
    }

    /** The number of requests that the body has got and that have not been taken back. */
    internal val deliveredRequests: Int @Synchronized get() = maxOf(0, cancelRequests - undelivered)

    /** Takes back [request] alone, delivered or not: the others stay. */
    @Synchronized
    internal fun takeBack(request: CancelRequest) {
        request.isTakenBack = true
        if (!request.isCounted) return
        request.isCounted = false
        if (!request.isDelivered && undelivered > 0) undelivered--
        countDown()
    }

    @Synchronized
    override fun uncancel(): Int {
        countDown()
        return cancelRequests
    }

    /** Counts one request less; with the last one goes what is left for the next wait. Under the lock of this object. */
    private fun countDown() {
        if (cancelRequests == 0 || --cancelRequests > 0) return
        val requests = slot
        if (requests is Undelivered) SLOT.compareAndSet(this, requests, null)
        undelivered = 0
        failureInstead = null
    }

    override fun threadInterrupted() {
        cancel(future, "task '$name' was cancelled: its thread was interrupted")
    }

    // looking at it

    override val awaited: Any?
        get() = when (val now = slot) {
            is Await<*> -> now.future
            FINISHED -> if (future.isDone) null else adopted
            else -> null
        }

    override fun stack(): Array<StackTraceElement> {
        val place = seat
        return if (slot === FINISHED || place == null) emptyArray() else TaskStack.of(place.thread.stackTrace)
    }

    private companion object {
        val FINISHED = Any()

        val ADOPTED: AtomicReferenceFieldUpdater<LinearTask<*>, Adopted<*>> =
            AtomicReferenceFieldUpdater.newUpdater(LinearTask::class.java, Adopted::class.java, "adopted")

        val BODY: AtomicReferenceFieldUpdater<LinearTask<*>, Callable<*>> =
            AtomicReferenceFieldUpdater.newUpdater(LinearTask::class.java, Callable::class.java, "body")

        val SLOT: AtomicReferenceFieldUpdater<LinearTask<*>, Any> =
            AtomicReferenceFieldUpdater.newUpdater(LinearTask::class.java, Any::class.java, "slot")
    }
}
