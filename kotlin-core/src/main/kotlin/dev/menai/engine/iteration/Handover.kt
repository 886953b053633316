package dev.menai.engine.iteration

import dev.menai.engine.tasks.LoopFuture
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
public class Handover<T>(private val startTask: Supplier<out LoopFuture<*>>) : Producer {
    private enum class State { NEW, ASKED, OFFERED, CLOSING, ENDED }

    private var state = State.NEW
    private var item: T? = null
    private var asked: LoopFuture<Boolean>? = null
    private var demand: LoopFuture<Any?>? = null
    private var closed: LoopFuture<*>? = null

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
        val before: State
        val waiting: LoopFuture<Any?>?
        val failure: Throwable?
        synchronized(this) {
            check(state != State.ASKED) { "advance must be called after the one before has been answered, but was not" }
            before = state
            waiting = demand
            failure = untold
            untold = null
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
        if (synchronized(this) { state == State.CLOSING }) started.cancelFor(CLOSED)
    }

    /** Returns the item that was offered last. */
    @Synchronized
    public fun item(): T {
        check(state == State.OFFERED) {
            "current must be called when advance has given true, but was called without an item"
        }
        @Suppress("UNCHECKED_CAST") // set when it was offered; null is an item like any other
        return item as T
    }

    /** Ends the task, if there is one, and completes [done] when it has ended; with its failure, if it failed. */
    public fun close(done: LoopFuture<*>) {
        val isOver =
            synchronized(this) {
                if (state == State.NEW) state = State.ENDED
                if (state != State.ENDED) {
                    state = State.CLOSING
                    closed = done
                }
                state == State.ENDED
            }
        if (isOver) settle(done, null) else task?.cancelFor(CLOSED)
    }

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean = task?.cancelFor(reason) ?: false

    // the side of the task

    /** Answers the question under way with [next]; the task goes on when the future that this returns is done. */
    public fun offer(next: T): LoopFuture<Any?> {
        val answer: LoopFuture<Boolean>
        val standstill: LoopFuture<Any?>
        synchronized(this) {
            if (state == State.CLOSING) throw CancellationException(CLOSED)
            check(state == State.ASKED) { "yield must be called by the generator itself, one item after the other" }
            answer = asked!!
            asked = null
            standstill = LoopFuture(answer.loop)
            demand = standstill
            item = next
            state = State.OFFERED
        }
        answer.settle(true)
        return standstill
    }

    private inner class End : Waiter() {
        override fun settled(future: LoopFuture<*>): Unit = endedAs(future)

        override fun describe(): String = "an iteration"
    }

    private fun endedAs(task: LoopFuture<*>): Unit = ended(if (task.isCompletedExceptionally) task.failure() else null)

    private fun ended(failure: Throwable?) {
        val answer: LoopFuture<Boolean>?
        val done: LoopFuture<*>?
        synchronized(this) {
            answer = asked
            done = closed
            if (answer == null && done == null) untold = failure
            state = State.ENDED
            asked = null
            demand = null
            item = null
        }
        if (answer != null) if (failure == null) answer.settle(false) else answer.settleExceptionally(failure)
        if (done != null) settle(done, failure.takeUnless { it is CancellationException || answer != null })
    }

    private fun settle(done: LoopFuture<*>, failure: Throwable?) {
        @Suppress("UNCHECKED_CAST") // a future without a value
        if (failure == null) (done as LoopFuture<Any?>).settle(null) else done.settleExceptionally(failure)
    }

    private companion object {
        const val CLOSED = "the generator was closed"
    }
}
