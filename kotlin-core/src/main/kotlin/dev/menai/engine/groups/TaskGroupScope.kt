package dev.menai.engine.groups

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.Fatal
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.LoopTask
import dev.menai.engine.loop.SafeText
import dev.menai.engine.loop.StackRoom
import dev.menai.engine.loop.ThreadState
import dev.menai.engine.tasks.Awaiting
import dev.menai.engine.tasks.LinearOccupant
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Occupant
import dev.menai.engine.tasks.Outlasting
import dev.menai.engine.tasks.TaskCore
import dev.menai.engine.tasks.Waiter
import dev.menai.engine.tasks.awaitStage
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext
import java.util.Collections
import java.util.IdentityHashMap
import java.util.concurrent.CancellationException

/**
 * A scope that owns tasks: it ends when all of them have, and cancels the rest when one of them, or the body, fails.
 *
 * States: OPEN -> SHUTTING_DOWN (everybody in it has been cancelled) -> FINISHED, or OPEN -> FINISHED. Children are
 * admitted while it is OPEN; it is FINISHED once the body has ended and no child is left. Everything is guarded by the
 * lock of this object, which is never held while other code is called.
 */
@InternalMenaiApi
public class TaskGroupScope internal constructor(loop: Loop, occupant: Occupant, private val name: String?) :
    Scope(loop, occupant),
    Outlasting {
    private enum class State { OPEN, SHUTTING_DOWN, FINISHED }

    private var state = State.OPEN
    private var isCancelled = false
    private var isBodyRunning = true
    private var first: Child? = null
    private var last: Child? = null

    /** Failures of children, in the order in which they ended. */
    private val failures = ArrayList<Throwable>(0)
    private val known: MutableSet<Throwable> by lazy(LazyThreadSafetyMode.NONE) {
        Collections.newSetFromMap(IdentityHashMap())
    }
    private var fatal: VirtualMachineError? = null

    /** Done when the last child is; made when the body has ended before. */
    private var childrenDone: LoopFuture<Any?>? = null

    /** The cancellation that came from outside: out of the body, or while it waited for the children. */
    private var cancellation: CancellationException? = null

    /** The cancellation of the wait for the children, which ends with it when they have ended; last set before FINISHED. */
    private var waitCancelled: CancellationException? = null

    // children

    /** A place in this group, taken before the task exists. */
    public inner class Child internal constructor() : Waiter() {
        internal var before: Child? = null
        internal var after: Child? = null
        private var isCancelled = false

        @Volatile
        internal var future: LoopFuture<*>? = null

        /**
         * Set by the one who has not got a task for it, before [withdraw]: where the stack ends, that call may fail, and
         * what can be relied on is a field. The place is taken out when it is the first.
         */
        @Volatile
        @JvmField
        public var isGivenUp: Boolean = false

        internal val group: TaskGroupScope get() = this@TaskGroupScope

        /** Puts the task of [future] into this place. */
        public fun adopt(future: LoopFuture<*>) {
            if (this.future === future) return
            this.future = future
            if (!future.register(this)) childEnded(this, future)
            // guards against a shutdown between the admission and now
            shutdownReason?.let(::cancel)
        }

        /** Cancels the task, once: what it does then is its own affair. */
        internal fun cancel(reason: String) {
            val future = future ?: return
            synchronized(this@TaskGroupScope) {
                if (isCancelled) return
                isCancelled = true
            }
            try {
                future.endFor(reason)
            } catch (failure: Throwable) {
                isCancelled = false // at the end of the stack: the scope is left again
                throw failure
            }
        }

        /** Gives the place up: there is no task. */
        public fun withdraw(): Unit = childEnded(this, null)

        override fun settled(future: LoopFuture<*>) {
            if (this.future === future) childEnded(this, future) // the last one that it was told of
        }

        override fun waiterText(): String = "a task group"

        /** Whoever waits for a task of a group may cancel it like any other. */
        override val countsOnFuture: Boolean get() = false
    }

    /**
     * Returns a place for a new child; throws when this group takes none: the cancellation of the one who asks, if he is yet
     * to hear that this group has cancelled him.
     */
    public fun admit(): Child {
        StackRoom.require()
        return place() ?: throw onItsWay() ?: IllegalStateException(refusal())
    }

    @Synchronized
    private fun refusal(): String = when {
        state == State.FINISHED -> "${title()} is finished: cannot create a task in it; open another group"

        isCancelled ->
            "${title()} was cancelled: cannot create a task in it; " +
                "create its tasks before cancel() is called"

        else ->
            "${title()} is shutting down: cannot create a task in it, " +
                "because the body or another task failed or was cancelled"
    }

    private fun onItsWay(): CancellationException? {
        val asker = ThreadState.current().task as? TaskCore<*> ?: return null
        val isToldToAll = isToldToAll // before looking whether he has been told
        val isBody = asker === occupant.task
        (if (isBody) occupant.pending() else asker.takePending())?.let { return it }
        val reason = shutdownReason ?: return null
        if (isBody && wasCancelledBefore) return CancellationException(reason)
        if (asker === shutDownBy) return null
        val isFirstHand = isBody || groupsOf(asker).any { it === this }
        val isOnItsWay = if (isFirstHand) !isToldToAll else groupsOf(asker).any(::isAround)
        return if (isOnItsWay) CancellationException(reason) else null
    }

    /** Whether [other] was entered in this group, by its body or by somebody in it. */
    private fun isAround(other: TaskGroupScope): Boolean {
        val body = other.occupant.task ?: return false
        if (body === occupant.task) return other.occupant.isWithin(occupant)
        return groupsOf(body).any { it === this || isAround(it) }
    }

    private fun groupsOf(task: TaskCore<*>): List<TaskGroupScope> =
        task.future.registered().mapNotNull { (it as? Child)?.group }

    @Synchronized
    private fun place(): Child? {
        if (state != State.OPEN) return null
        val child = Child()
        child.before = last
        if (last == null) first = child else last!!.after = child
        last = child
        return child
    }

    /** The unfinished tasks of this group, in the order of their creation. */
    public fun tasks(): List<LoopFuture<*>> = children().mapNotNull { it.future }

    @Synchronized
    private fun children(): List<Child> = generateSequence(first) { it.after }.toList()

    private fun childEnded(child: Child, future: LoopFuture<*>?) {
        val failure = if (future != null && future.isCompletedExceptionally) future.failure() else null
        val isFailed = failure != null && failure !is CancellationException
        val done =
            synchronized(this) {
                unlink(child)
                if (isFailed) note(failure)
                finishIfEmpty()
                if (state == State.FINISHED) childrenDone else null
            }
        if (isFailed) {
            val shutDown = Runnable { shutDown("a task of ${title()} failed: ${SafeText.of(failure)}") }
            if (!loop.enqueue(shutDown)) shutDown.run()
        }
        if (done != null) waitCancelled?.let(done::settleExceptionally) ?: done.settle(null)
    }

    private fun note(failure: Throwable) {
        // one that came through another task, or out of the body that awaited it, is a member once
        if (!known.add(failure)) return
        failures.add(failure)
        if (fatal == null) fatal = Fatal.errorIn(failure)
    }

    private fun unlink(child: Child) {
        val before = child.before
        val after = child.after
        if (before == null && first !== child) return // a place that was given up, and has been taken out
        if (before == null) first = after else before.after = after
        if (after == null) last = before else after.before = before
        child.before = null
        child.after = null
    }

    private fun finishIfEmpty() {
        while (first?.isGivenUp == true) unlink(first!!)
        if (!isBodyRunning && first == null) state = State.FINISHED
    }

    // shutting down

    @Volatile
    private var shutdownReason: String? = null

    /** The task in whose step that was decided, if it was in one: what follows is its own doing. */
    @Volatile
    private var shutDownBy: LoopTask? = null

    /** Whether all who are in it have been cancelled. */
    @Volatile
    private var isToldToAll = false

    /** How many are cancelling them right now. */
    private var tellers = 0

    /** Whether it was cancelled before it was entered, of which the body has not heard. */
    private var wasCancelledBefore = false

    /** As [cancel], where somebody has done so before the body entered this scope, which calls this. */
    public fun cancelBefore() {
        wasCancelledBefore = true
        cancel()
    }

    /** Cancels the tasks and the body; the scope then ends without a cancellation. Idempotent. */
    public fun cancel() {
        synchronized(this) { isCancelled = true }
        shutDown("${title()} was cancelled")
    }

    /** The one who waits for the children was cancelled. */
    override fun cancel(future: LoopFuture<*>, reason: String): Boolean =
        cancelledWhileWaiting(CancellationException(reason), endsWait = true)

    /** Returns false when everything has ended before. */
    private fun cancelledWhileWaiting(cause: CancellationException, endsWait: Boolean = false): Boolean {
        synchronized(this) {
            if (state == State.FINISHED) return false
            if (endsWait && waitCancelled == null) waitCancelled = cause
            if (cancellation == null) cancellation = cause
        }
        shutDown(cause.message ?: "the task that owns ${title()} was cancelled")
        return true
    }

    /** Cancels everybody; goes on with it where another call could not, having no stack left. */
    private fun shutDown(reason: String) {
        val isInterrupting: Boolean
        synchronized(this) {
            if (state == State.FINISHED || isToldToAll) return
            state = State.SHUTTING_DOWN
            isInterrupting = isBodyRunning
            tellers++
            if (isInterrupting) occupant.announce(reason) // he may hear of it through a task before
            if (shutdownReason == null) {
                shutdownReason = reason
                shutDownBy = ThreadState.current().task
            }
        }
        var isDone = false
        try {
            children().forEach { it.cancel(reason) }
            if (isInterrupting) occupant.interrupt()
            isDone = true
        } finally {
            synchronized(this) { if (--tellers == 0 && isDone) isToldToAll = true }
        }
    }

    // the end

    override fun ended(failure: Throwable?): Throwable? {
        val done = bodyEnded(failure)
        while (done != null) {
            try {
                Awaiting.await(done)
                break
            } catch (cancellation: CancellationException) {
                if (!cancelledWhileWaiting(cancellation) && this.cancellation == null) this.cancellation = cancellation
                if (done.isDone) break
            }
        }
        return outcome(failure)
    }

    override suspend fun endedSuspending(failure: Throwable?): Throwable? {
        val done = bodyEnded(failure)
        if (done != null) {
            try {
                awaitStage(done)
            } catch (cancellation: CancellationException) {
                if (!cancelledWhileWaiting(cancellation) && this.cancellation == null) this.cancellation = cancellation
                // a cancelled coroutine stays cancelled, and waits for its children all the same
                if (!done.isDone) withContext(NonCancellable) { awaitEnd(done) }
            }
        }
        return outcome(failure)
    }

    private suspend fun awaitEnd(done: LoopFuture<*>) {
        try {
            awaitStage(done)
        } catch (_: CancellationException) {
            // as it was asked to end
        }
    }

    /** Notes how the body ended; returns what to wait for, unless there is nothing. */
    private fun bodyEnded(failure: Throwable?): LoopFuture<Any?>? {
        val interrupt = occupant.takeBack()
        val kept =
            when {
                failure !is CancellationException || interrupt == Occupant.Interrupt.ALONE -> null
                interrupt == Occupant.Interrupt.NONE -> failure
                else -> amongOthers(failure)
            }
        val done =
            synchronized(this) {
                isBodyRunning = false
                if (kept != null) {
                    cancellation = kept
                } else if (failure is CancellationException) {
                    failures.addAll(broughtBy(failure))
                }
                finishIfEmpty()
                if (first != null) childrenDone = LoopFuture<Any?>(loop).also { it.attach(this) }
                childrenDone
            }
        if (failure != null) shutDown("the body of ${title()} failed: ${SafeText.of(failure)}")
        return done
    }

    /** Decides, when the body and all children have ended, what comes out of this scope. */
    private fun outcome(failure: Throwable?): Throwable? {
        if (failure != null && failure !is CancellationException) note(failure)
        val cancellation = cancellation
        return when {
            fatal != null -> fatal

            cancellation != null ->
                cancellation.apply { if (failures.isNotEmpty()) addSuppressed(unhandled()) }

            failures.isNotEmpty() -> unhandled()

            else -> null
        }
    }

    private fun unhandled(): RuntimeException {
        val where = if (name == null) "a TaskGroup" else "TaskGroup '$name'"
        return loop.vocabulary.group("unhandled errors in $where", failures)
    }

    override fun title(): String = if (name == null) "TaskGroup" else "TaskGroup '$name'"

    override fun describe(): String = "the tasks of ${title()}"

    @Synchronized
    override fun toString(): String {
        val word =
            when {
                state == State.FINISHED -> "finished"
                isCancelled -> "cancelling"
                state == State.SHUTTING_DOWN -> "shutting down"
                else -> "entered"
            }
        val size = generateSequence(first) { it.after }.count()
        return (if (name == null) "TaskGroup[$word" else "TaskGroup[$word, name='$name'") + ", $size tasks]"
    }

    public companion object {
        /** Makes the group that a coroutine enters: see [inScope]. */
        public fun of(name: String?): (Loop, Occupant) -> TaskGroupScope =
            { loop, occupant -> TaskGroupScope(loop, occupant, name) }

        /** Has the running body enter a group. */
        @JvmStatic
        public fun enter(word: String, name: String?): TaskGroupScope =
            LinearOccupant.enter(word) { TaskGroupScope(it.loop, it, name) }
    }
}
