package dev.menai.engine.iteration

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.ThreadState
import dev.menai.engine.tasks.CancelRequest
import dev.menai.engine.tasks.LinearTask
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Outlasting
import dev.menai.engine.tasks.Producer
import dev.menai.engine.tasks.Waiter
import java.util.concurrent.CancellationException
import java.util.function.Supplier

/**
 * Hands items from a task that makes them to whoever asks for them, one at a time and only when asked: the task is
 * started by the first question and stands still between an item and the next question.
 *
 * States, guarded by the lock of this object, which is not held while other code is called:
 * - NEW: nobody has asked yet
 * - ASKED: the task runs, or waits for something of its own; [asked] is to be answered
 * - OFFERED: [item] is there and the task stands still, in [demand]
 * - CLOSING: the task has been cancelled and ends
 * - ENDED: the task has ended, or was never started
 */
@InternalMenaiApi
public class Handover<T>(private val startTask: Supplier<out LoopFuture<*>>) : Producer {
    private enum class State { NEW, ASKED, OFFERED, CLOSING, ENDED }

    private var state = State.NEW
    private var item: T? = null
    private var asked: LoopFuture<Boolean>? = null
    private var demand: LoopFuture<Any?>? = null
    private var closing: Closing? = null

    /** The cancellation of the one who asked, passed on to the task, which has answered without having got it. */
    private var passedOn: CancelRequest? = null

    /** The cancellation by [close], if there was no other. */
    private var closed: CancelRequest? = null

    /** The cancellation that ends the task: of the one who asked, else by [close]. */
    private val ending: CancelRequest? get() = passedOn ?: closed

    /** Whether the task has ended while its last item was there to be read. */
    private var endedOnItem = false

    /** How the task ended when nobody was there to be told. */
    private var untold: Throwable? = null

    @Volatile
    private var task: LoopFuture<*>? = null

    // the side of the one who asks

    /**
     * Asks for the next item: completes [answer] with true when it is there, with false at the end. Cancelling the
     * answer cancels the task, which then decides on the answer.
     */
    public fun ask(answer: LoopFuture<Boolean>) {
        ThreadState.current().save() // for the task: it may be in this context, and goes on at once
        val before: State
        val waiting: LoopFuture<Any?>?
        val failure: Throwable?
        synchronized(this) {
            check(state != State.ASKED) { "advance must be called after the one before has been answered, but was not" }
            before = state
            waiting = demand
            failure = untold
            untold = null
            if (failure != null) passedOn = null // it is told now
            endedOnItem = false
            if (state == State.NEW || state == State.OFFERED) {
                state = State.ASKED
                asked = answer
                answer.attach(this)
            }
        }
        when (before) {
            State.NEW -> start()
            State.OFFERED -> waiting!!.settle(null)
            else -> if (failure == null) answer.settle(false) else answer.settleExceptionally(failure)
        }
    }

    private fun start() {
        val started =
            try {
                startTask.get()
            } catch (refused: Throwable) {
                ended(null)
                throw refused
            }
        task = started
        if (!started.register(End())) endedAs(started)
        // guards against a close between the question and now
        val request = synchronized(this) { ending.takeIf { state == State.CLOSING } }
        if (request != null) askToEnd(started, request)
    }

    private fun askToEnd(task: LoopFuture<*>, request: CancelRequest): Boolean =
        (task.producer as? LinearTask<*>)?.cancel(request) ?: task.cancelFor(request.reason)

    /** Returns the item that was offered last. */
    @Synchronized
    public fun item(): T {
        check(state == State.OFFERED || endedOnItem) {
            "current must be called when advance has given true, but was called without an item"
        }
        @Suppress("UNCHECKED_CAST") // set when it was offered; null is an item like any other
        return item as T
    }

    /**
     * Ends the task, if there is one, and completes [done] when it has ended; with its failure, if it failed. A task that has
     * got the cancellation of the one who asked is not cancelled again: it would be in its clean-up.
     */
    public fun close(done: LoopFuture<*>) {
        @Suppress("UNCHECKED_CAST") // a future without a value
        val end = Closing(done as LoopFuture<Any?>)
        var failure: Throwable? = null
        var isEnding = false
        val isOver =
            synchronized(this) {
                isEnding = passedOn != null
                if (!isEnding) closed = CancelRequest(CLOSED)
                if (state == State.NEW) state = State.ENDED
                if (state == State.ENDED) {
                    failure = untold
                    untold = null
                } else {
                    state = State.CLOSING
                    closing = end
                    done.attach(end)
                }
                state == State.ENDED
            }
        if (isOver) {
            end.taskEnded(failure)
        } else if (!isEnding) {
            task?.let { askToEnd(it, closed!!) }
        }
    }

    /** Waits for the end of the task, also when the one who waits is cancelled: that is passed on to the task. */
    private inner class Closing(private val done: LoopFuture<Any?>) : Outlasting {
        private var cancelReason: String? = null
        private var isOver = false

        override fun describe(): String = "the close of a generator"

        override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
            synchronized(this) {
                if (isOver) return false
                cancelReason = reason
            }
            task?.cancelFor(reason)
            return true
        }

        fun taskEnded(failure: Throwable?) {
            val reason =
                synchronized(this) {
                    isOver = true
                    cancelReason
                }
            when {
                failure != null && failure !is CancellationException -> done.settleExceptionally(failure)
                failure != null && wasPassedOn() -> done.settleExceptionally(failure)
                reason != null -> done.settleCancelled(reason)
                else -> done.settle(null)
            }
        }
    }

    private fun wasPassedOn() = synchronized(this) { passedOn != null }

    override fun describe(): String = "the next item of a generator"

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        val request = CancelRequest(reason)
        synchronized(this) {
            if (state != State.ASKED || asked !== future) return false // answered: the request is for a later wait
            passedOn = request
        }
        val isTaken = task?.let { askToEnd(it, request) } ?: false
        if (!isTaken) synchronized(this) { if (passedOn === request) passedOn = null } // it ends right now
        return isTaken
    }

    // the side of the task

    /**
     * Answers the question under way with [next]; the task goes on when the future that this returns is done. One that was
     * cancelled meanwhile and goes on all the same is cancelled again as long as nobody asks.
     */
    public fun offer(next: T): LoopFuture<Any?> {
        ThreadState.current().save() // for the one who asks, likewise
        val answer: LoopFuture<Boolean>
        val standstill: LoopFuture<Any?>
        synchronized(this) {
            if (state == State.CLOSING) throw endHere()
            if (state == State.OFFERED && demand!!.isDone) throw CancellationException(passedOn?.reason ?: UNASKED)
            check(state == State.ASKED) { "yield must be called by the generator itself, one item after the other" }
            answer = asked!!
            asked = null
            if (passedOn?.isGot == true) passedOn = null // it is this item with which the task answers it
            standstill = LoopFuture(answer.loop)
            demand = standstill
            item = next
            state = State.OFFERED
        }
        answer.settle(true)
        return standstill
    }

    /** The cancellation that ends the task is met here, at once, and so not at its next wait. */
    private fun endHere(): CancellationException {
        val request = ending
        if (request != null) (task?.producer as? LinearTask<*>)?.takeHere(request)
        return CancellationException(request?.reason ?: CLOSED)
    }

    private inner class End : Waiter() {
        override fun settled(future: LoopFuture<*>): Unit = endedAs(future)

        override val countsOnFuture: Boolean get() = false

        override val endsOthers: Boolean get() = true

        override fun waiterText(): String = "an iteration"
    }

    private fun endedAs(task: LoopFuture<*>): Unit = ended(if (task.isCompletedExceptionally) task.failure() else null)

    private fun ended(failure: Throwable?) {
        val answer: LoopFuture<Boolean>?
        val end: Closing?
        synchronized(this) {
            answer = asked
            end = closing
            if (answer == null && end == null) untold = failure
            if (answer != null) passedOn = null // it is told now
            endedOnItem = state == State.OFFERED
            state = State.ENDED
            asked = null
            demand = null
            if (!endedOnItem) item = null
        }
        if (answer != null) if (failure == null) answer.settle(false) else answer.settleExceptionally(failure)
        end?.taskEnded(if (answer == null) failure else null)
    }

    private companion object {
        const val CLOSED = "the generator was closed"
        const val UNASKED = "the generator was cancelled, and yields again before it is asked for the next item"
    }
}
