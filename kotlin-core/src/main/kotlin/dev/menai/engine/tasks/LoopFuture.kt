package dev.menai.engine.tasks

import dev.menai.engine.loop.CarriedFailure
import dev.menai.engine.loop.LinearStep
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.LoopLog
import dev.menai.engine.loop.LoopTask
import dev.menai.engine.loop.ThreadState
import java.util.Objects
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.ExecutionException
import java.util.concurrent.Executor
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater
import java.util.function.Supplier

/**
 * A `CompletableFuture` that belongs to a loop: it tells its waiters first in, first out, cancels what produces it,
 * and reports a failure that nobody looked at.
 *
 * The JDK's own dependents (`thenApply` and the like) are run by the JDK, inline and before the [waiters].
 *
 * States of [waiters]: null -> one [Waiter] (and back, when it is withdrawn) -> a [WaiterList], kept from the second
 * registration on; from each of them -> [SETTLED] when the future is done, by the thread that completed it.
 */
public open class LoopFuture<T>(@JvmField @field:JvmSynthetic internal val loop: Loop) : CompletableFuture<T>() {
    @Volatile
    @JvmField
    @field:JvmSynthetic
    internal var waiters: Any? = null

    /** What will complete this future, if that is not just anybody. */
    @Volatile
    @JvmField
    @field:JvmSynthetic
    internal var producer: Producer? = null

    /** The [UnseenFailure] in waiting, or [SEEN] from the moment on at which somebody has looked at the outcome. */
    @Volatile
    @JvmField
    @field:JvmSynthetic
    internal var unseen: Any? = null

    /** Whether a shield stands on this future: cancelling one who waits does not reach it any more. */
    @Volatile
    @JvmField
    @field:JvmSynthetic
    internal var isShielded: Boolean = false

    /** Stages derived from this future so far, to tell them from dependents that were added behind its back. */
    @Volatile
    @JvmField
    @field:JvmSynthetic
    internal var derivedStages: Int = 0

    /** Where this future was created; debug mode only. */
    @JvmField
    @field:JvmSynthetic
    internal val createdAt: Throwable? = loop.creationTrace()

    // completing

    override fun complete(value: T): Boolean = endWith { settle(value).also { if (it) abandonProducer() } }

    override fun completeExceptionally(failure: Throwable): Boolean {
        Objects.requireNonNull(failure, "exception must not be null")
        val leaving = producer as? Leaving
        if (leaving != null) return !isDone && leaving.leave(failure)
        return endWith { settleExceptionally(failure).also { if (it) abandonProducer() } }
    }

    /**
     * Calls [end], which ends this future otherwise than by what it waits for: now, or when what whoever waits for it must not
     * go on [without][Regaining] is back. Returns false when this future is done, or its end is on its way.
     */
    @JvmSynthetic
    internal fun endWith(end: () -> Boolean): Boolean = if (isDone) false else regaining()?.endWith(end) ?: end()

    override fun completeAsync(supplier: Supplier<out T>): CompletableFuture<T> =
        completeAsync(supplier, defaultExecutor())

    override fun completeAsync(supplier: Supplier<out T>, executor: Executor): CompletableFuture<T> {
        Objects.requireNonNull(supplier, "supplier must not be null")
        Objects.requireNonNull(executor, "executor must not be null").execute {
            if (!isDone) {
                try {
                    complete(supplier.get())
                } catch (failure: Throwable) {
                    completeExceptionally(CarriedFailure.wrapped(failure))
                }
            }
        }
        return this
    }

    override fun obtrudeValue(value: T): Unit = obtruding { super.obtrudeValue(value) }

    override fun obtrudeException(failure: Throwable) {
        Objects.requireNonNull(failure, "exception must not be null")
        obtruding { super.obtrudeException(CarriedFailure.of(failure)) }
    }

    private inline fun obtruding(obtrude: () -> Unit) {
        val isEnding = !isDone
        obtrude()
        settled()
        if (isEnding) abandonProducer()
    }

    /** Completes this future on behalf of what produces it. */
    @JvmSynthetic
    internal fun settle(value: T): Boolean {
        val isHandedOver = producer is Handing
        if (isHandedOver && isLeft()) return false.also { settleCancelled(NOBODY_LEFT) }
        val won =
            if (hasDependents()) {
                if (isHandedOver && !hasOneUser()) noteShared()
                inCompletion { super.complete(value) }
            } else {
                super.complete(value)
            }
        if (won) settled()
        return won
    }

    /** Completes this future before anybody else has it. */
    @JvmSynthetic
    internal fun beginDone(value: T) {
        WAITERS.lazySet(this, SETTLED)
        super.complete(value)
    }

    @JvmSynthetic
    internal fun settleExceptionally(failure: Throwable): Boolean {
        // `allOf` and its like, which are told before us
        if (hasUnknownDependents()) UNSEEN.compareAndSet(this, null, SEEN)
        val won = inCompletion { super.completeExceptionally(CarriedFailure.of(failure)) }
        if (won) settled()
        return won
    }

    @JvmSynthetic
    internal fun settleCancelled(reason: String): Boolean = settleExceptionally(CancellationException(reason))

    /** As [settle], from the loop itself: returns a body that may go on at once, in this very place of the queue. */
    @JvmSynthetic
    internal fun settleInPlace(value: T): LinearStep? {
        val only = waiters as? Await<*>
        val body = only?.task
        if (body == null || body.future.loop !== loop || hasDependents()) {
            ThreadState.current().enter(null) // not that of the body which waits on this thread
            settle(value)
            return null
        }
        if (!super.complete(value)) return null
        // only now: whoever finds the waiters gone reads the value
        if (!WAITERS.compareAndSet(this, only, SETTLED)) {
            settled()
            return null
        }
        return if (body.resumeInPlace(only)) body else null
    }

    /**
     * Marks this thread as running dependents, in which `await` is not possible. One whose failure has no text makes the
     * JDK throw in the midst of them: its stage is never done, but the others are told by another attempt.
     */
    private inline fun inCompletion(complete: () -> Boolean): Boolean {
        val state = ThreadState.current()
        var won = false
        state.completions++
        try {
            while (true) {
                try {
                    return complete() || won
                } catch (failure: Throwable) {
                    won = true
                    LoopLog.failure("A function that ran inline failed, and its failure has no text", failure)
                }
            }
        } finally {
            state.completions--
        }
    }

    /** Whether the JDK will run something inline when this future is completed. */
    @JvmSynthetic
    internal fun hasDependents(): Boolean = super.getNumberOfDependents() > 0

    /** Says what will complete this future; once, before anybody else has it. */
    @JvmSynthetic
    internal fun attach(producer: Producer) {
        this.producer = producer
    }

    private fun abandonProducer() {
        val reason = "${describe()} was completed from outside"
        val producer = producer
        if (producer is Upstream) producer.cancelSources(reason) else producer?.cancel(this, reason)
    }

    /** Tells the waiters. Runs once, on the thread that completed this future. */
    @JvmSynthetic
    internal fun settled() {
        val last = WAITERS.getAndSet(this, SETTLED)
        var seen = false
        if (last is Waiter) {
            seen = last.looksAtOutcome
            tell(last)
        } else if (last is WaiterList) {
            val all = last.drain()
            if (all.count { it.countsOnFuture } > 1) noteShared()
            for (waiter in all) {
                seen = seen || waiter.looksAtOutcome
                tell(waiter)
            }
        }
        (producer as? Upstream)?.stageEnded()
        if (!seen && last !== SETTLED && super.isCompletedExceptionally()) reportUnlessSeen()
    }

    private fun tell(waiter: Waiter) {
        if (waiter.endsOthers) {
            ThreadState.current().nesting.soon { waiter.settled(this) }
        } else {
            waiter.settled(this)
        }
    }

    private fun reportUnlessSeen() {
        if (super.isCancelled() || producer is Upstream || unseen === SEEN) return
        val report = UnseenFailure.of(this)
        if (UNSEEN.compareAndSet(this, null, report)) report.watch(this)
    }

    // cancelling

    override fun cancel(mayInterruptIfRunning: Boolean): Boolean = cancel(null)

    /** Asks for the end of this future with a cancellation; [message] says why. Returns false when it is done. */
    public open fun cancel(message: String?): Boolean = cancelFor(cancelReason(message))

    /** Cancels with a reason that has been worded already, where the request began. */
    @JvmSynthetic
    internal fun cancelFor(reason: String): Boolean = cancelFor(reason, NO_REFUSAL)

    /**
     * As [cancelFor]; calls [refusal] when this future does not take the request, being done. Deep in a chain of cancellations
     * that is later, and the request counts as taken until then.
     */
    @JvmSynthetic
    internal fun cancelFor(reason: String, refusal: () -> Unit): Boolean {
        if (isDone) lookedAt()
        val state = ThreadState.current()
        val passage = state.passage
        if (!state.nesting.isDeep) return state.nesting.within { ask(reason, refusal) }
        state.nesting.later {
            val before = state.passage
            state.passage = passage
            try {
                ask(reason, refusal)
            } finally {
                state.passage = before
            }
        }
        return true
    }

    private fun ask(reason: String, refusal: () -> Unit): Boolean {
        val producer = producer
        val isTaken = if (producer == null) settleCancelled(reason) else !isDone && producer.cancel(this, reason)
        if (!isTaken) refusal()
        return isTaken
    }

    /** Whether the task whose future this is, or passes on, has failed without having heard that it was to end. */
    @JvmSynthetic
    internal fun hasMissedRequest(): Boolean = when (val producer = producer) {
        is LinearTask<*> -> producer.hasMissedRequest
        is Relaying -> (producer.source as? LoopFuture<*>)?.hasMissedRequest() ?: false
        else -> false
    }

    /**
     * Cancels on behalf of the last one who counted on this future and will not look at it: what it gets all the same goes
     * [back][handBack].
     */
    @JvmSynthetic
    internal fun abandon(reason: String) {
        cancelFor(reason)
        val producer = producer
        if (producer !is Handing) return
        val goesBackLater = if (producer.origin is Ending) register(Return()) else settleCancelled(reason)
        if (!goesBackLater) handBack()
    }

    /** Waits on behalf of nobody, to have what comes go back. */
    private class Return : Waiter() {
        override val countsOnFuture: Boolean get() = false

        override val endsOthers: Boolean get() = true

        override fun waiterText(): String = "where it came from"

        override fun settled(future: LoopFuture<*>) {
            future.handBack()
        }
    }

    /** Leaves the line that this future stands in, if it does, on behalf of the only one who was to wait for it and cannot. */
    @JvmSynthetic
    internal fun leaveLine(reason: String) {
        if (producer !is Queued || hasOthersThan(NOBODY)) return
        if (isDone) handBack() else abandon(reason)
    }

    /**
     * Has what this future was completed with go back to where it came from, because the only one who waited for it does
     * not look at it. The future is cancelled then, so that nobody else does. Returns whether it went back.
     */
    @JvmSynthetic
    internal fun handBack(): Boolean {
        val handing = producer as? Handing ?: return false
        if (!isDone || super.isCompletedExceptionally() || !handing.refuse()) return false
        goBack()
        return true
    }

    /** Has what this future was completed with, which has been [refused][Handing.refuse], go back. */
    @JvmSynthetic
    internal fun goBack() {
        val value = super.getNow(null)
        super.obtrudeException(CancellationException(HANDED_BACK))
        (producer as Handing).handBack(value)
    }

    /** Takes what this future, which is done, was handed, for one who uses it; throws when it has gone back instead. */
    @JvmSynthetic
    internal fun take() {
        val handing = producer as? Handing ?: return
        if (!handing.take()) throw CancellationException(HANDED_BACK)
    }

    /** As [take], for one who is about to look: a failure takes nothing, and what comes too late for this future goes back. */
    @JvmSynthetic
    internal fun takeUnlessFailed() {
        if (!super.isCompletedExceptionally()) take()
    }

    /** Returns the value of this future, which has one, to one who may not use it. */
    @Suppress("UNCHECKED_CAST") // null stands for "absent", which cannot be
    @JvmSynthetic
    internal fun valueNow(): T = super.getNow(null as T)

    /** Notes that several look at the value: it cannot go back for one of them. */
    private fun noteShared() {
        if (!super.isCompletedExceptionally()) (producer as? Handing)?.take()
    }

    /** Cancels what produces this future because what it is part of ends. */
    @JvmSynthetic
    internal fun endFor(reason: String) {
        val task = producer as? LinearTask<*>
        if (task == null) cancel(reason) else task.cancel(CancelRequest(cancelReason(reason), isEnding = true))
    }

    private fun cancelReason(message: String?): String =
        "${describe()} was cancelled" + if (message == null) "" else ": $message"

    // waiters

    /** Registers [waiter]; returns false, and will not tell it, when this future is done. */
    @JvmSynthetic
    internal fun register(waiter: Waiter): Boolean {
        (producer as? LazyProducer)?.wanted()
        while (true) {
            val now = waiters
            when {
                now == null -> if (WAITERS.compareAndSet(this, null, waiter)) return true
                now === SETTLED -> return false
                now is WaiterList -> return now.add(waiter)
                else -> WAITERS.compareAndSet(this, now, WaiterList(now as Waiter))
            }
        }
    }

    /** Withdraws [waiter]; returns false when it has been told or is about to be. */
    @JvmSynthetic
    internal fun withdraw(waiter: Waiter): Boolean {
        while (true) {
            val now = waiters
            when {
                now === waiter -> if (WAITERS.compareAndSet(this, waiter, null)) return true
                now is WaiterList -> return now.remove(waiter)
                else -> return false
            }
        }
    }

    @JvmSynthetic
    internal fun registered(): List<Waiter> = when (val now = waiters) {
        is Waiter -> listOf(now)
        is WaiterList -> now.snapshot()
        else -> emptyList()
    }

    /** The tasks that wait for this future. */
    @JvmSynthetic
    internal fun awaitedBy(): List<LoopTask> = registered().mapNotNull { it.task }

    /** Whether somebody other than [waiter] counts on this future. */
    @JvmSynthetic
    internal fun hasOthersThan(waiter: Waiter): Boolean {
        if (isShielded) return true
        val others =
            when (val now = waiters) {
                is Waiter -> now !== waiter && now.countsOnFuture
                is WaiterList -> now.hasOthersThan(waiter)
                else -> false
            }
        return others || hasUnknownDependents()
    }

    /** Whether the JDK will run something that was not derived from this future by its own methods. */
    @JvmSynthetic
    internal fun hasUnknownDependents(): Boolean = super.getNumberOfDependents() > derivedStages

    // deriving

    /** Makes a new future of the kind that this one's derived stages have. */
    protected open fun <U> fresh(): LoopFuture<U> = LoopFuture(loop)

    override fun <U> newIncompleteFuture(): CompletableFuture<U> {
        val state = ThreadState.current()
        if (state.wantsUnlinkedStage) {
            state.wantsUnlinkedStage = false
            return CompletableFuture()
        }
        lookedAt()
        if (isDone) noteShared() // what is derived now may have it
        val stage = fresh<U>()
        DERIVED.incrementAndGet(this)
        Upstream.link(this, stage)
        return stage
    }

    /** Lets the JDK derive a stage for our own purposes: it does not count as somebody who waits. */
    private inline fun unlinked(derive: () -> Unit) {
        val state = ThreadState.current()
        state.wantsUnlinkedStage = true
        DERIVED.incrementAndGet(this)
        try {
            derive()
        } finally {
            state.wantsUnlinkedStage = false
        }
    }

    /** Has [settled] called when the JDK completes this stage, which it does without calling [complete]. */
    @JvmSynthetic
    internal fun hearOfCompletion(): Unit = unlinked { super.whenComplete { _, _ -> settled() } }

    /** Returns the failure that this future, which has failed, was completed with. */
    @JvmSynthetic
    internal fun failure(): Throwable {
        lookedAt()
        return failureUnseen()
    }

    @JvmSynthetic
    internal fun failureUnseen(): Throwable {
        var failure: Throwable? = null
        unlinked { super.whenComplete { _, thrown -> failure = thrown } }
        return CarriedFailure.bare(failure!!)
    }

    override fun minimalCompletionStage(): CompletionStage<T> = super.minimalCompletionStage().also { lookedAt() }

    /** Called by a stage of the JDK's that follows this one. */
    override fun toCompletableFuture(): CompletableFuture<T> {
        lookedAt()
        if (isDone) noteShared()
        return this
    }

    override fun orTimeout(timeout: Long, unit: TimeUnit): CompletableFuture<T> {
        Limit.onClockOfJdk(this) { it.orTimeout(timeout, unit) }
        return this
    }

    override fun completeOnTimeout(value: T, timeout: Long, unit: TimeUnit): CompletableFuture<T> {
        Limit.onClockOfJdk(this) { it.completeOnTimeout(value, timeout, unit) }
        return this
    }

    /**
     * Suspends until this future is done and returns its value or throws its failure, the same instance.
     *
     * Cancelling the coroutine cancels the future unless somebody else counts on it. A coroutine that is cancelled never
     * sees what it was handed: an item goes back to its queue, a lock to the next, a notification on.
     */
    @JvmSynthetic
    public suspend fun await(): T = awaitStage(this)

    // looking at the outcome

    /** Notes that somebody has seen this future's failure, if it has one. */
    @JvmSynthetic
    internal fun lookedAt() {
        if (super.isCompletedExceptionally() && unseen !== SEEN) seenInAdvance()
    }

    /** Notes that a failure of this future, which may be still to come, is to be reported to nobody. */
    @JvmSynthetic
    internal fun seenInAdvance() {
        val before = UNSEEN.getAndSet(this, SEEN)
        if (before is UnseenFailure) before.dismiss()
    }

    @Throws(InterruptedException::class, ExecutionException::class)
    override fun get(): T {
        refuseToBlock("get")
        if (standsInLine()) ThreadWait.waitFor(this, null)
        return looking { super.get() }
    }

    /**
     * Waits so long at the most. What would be handed over (an item, a lock, a permit) is not waited for any more when the
     * time is over, unless somebody else counts on it: it would be lost.
     */
    @Throws(InterruptedException::class, ExecutionException::class, TimeoutException::class)
    override fun get(timeout: Long, unit: TimeUnit): T {
        refuseToBlock("get")
        if (!standsInLine()) return looking { super.get(timeout, unit) }
        ThreadWait.waitFor(this, unit.toNanos(timeout))
        return looking { super.get() }
    }

    /** Ends a wait for something that is handed over; returns when that is decided, with the lock of a condition held. */
    @JvmSynthetic
    internal fun giveUp(reason: String) {
        if (!cancelFor(reason) && origin().let { it != null && it !is Ending }) settleCancelled(reason)
        var isInterrupted = false
        while (!isDone) {
            try {
                super.get()
            } catch (_: InterruptedException) {
                isInterrupted = true
            } catch (_: Exception) {
                break // it is done, and whoever asks is told how
            }
        }
        if (isInterrupted) Thread.currentThread().interrupt()
    }

    override fun join(): T {
        refuseToBlock("join")
        return looking { super.join() }
    }

    override fun getNow(valueIfAbsent: T): T = looking { super.getNow(valueIfAbsent) }

    /** Looks with the JDK's method, whose newer releases wrap a cancellation: here it is the same on all of them. */
    private inline fun looking(look: () -> T): T = try {
        if (isDone) takeUnlessFailed()
        look()
    } catch (interrupt: InterruptedException) {
        cancelUnlessShared("${describe()} was cancelled: the waiting thread was interrupted")
        throw interrupt
    } catch (cancellation: CancellationException) {
        throw if (super.isCompletedExceptionally()) Outcome.unwrapped(failureUnseen()) else cancellation
    } finally {
        lookedAt()
    }

    private fun cancelUnlessShared(reason: String) {
        if (!isDone && !hasOthersThan(NOBODY)) cancelFor(reason)
    }

    private fun refuseToBlock(method: String) {
        if (isDone) return
        BlockingRefused.check(this, method)
        (producer as? LazyProducer)?.wanted()
    }

    private object NOBODY : Waiter() {
        override fun settled(future: LoopFuture<*>): Unit = Unit
    }

    override fun toString(): String = textOf(this)

    internal companion object {
        private const val NOBODY_LEFT = "nobody was left who waited for this future"
        internal const val HANDED_BACK = "what this future had was handed back: who waited was cancelled"

        private val SETTLED = Any()
        private val NO_REFUSAL: () -> Unit = {}
        private val SEEN = Any()
        private val UNSEEN: AtomicReferenceFieldUpdater<LoopFuture<*>, Any> =
            AtomicReferenceFieldUpdater.newUpdater(LoopFuture::class.java, Any::class.java, "unseen")

        private val WAITERS: AtomicReferenceFieldUpdater<LoopFuture<*>, Any> =
            AtomicReferenceFieldUpdater.newUpdater(LoopFuture::class.java, Any::class.java, "waiters")
        private val DERIVED: AtomicIntegerFieldUpdater<LoopFuture<*>> =
            AtomicIntegerFieldUpdater.newUpdater(LoopFuture::class.java, "derivedStages")
    }
}
