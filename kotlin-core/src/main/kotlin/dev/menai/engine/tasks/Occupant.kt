package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.ThreadState
import java.util.concurrent.CancellationException

/** The one who stands in a scope, as the scope sees it: somebody who can be interrupted, once. Thread-safe. */
@InternalMenaiApi
public abstract class Occupant internal constructor() {
    /** How an interrupt by the scope turned out. */
    internal enum class Interrupt {
        /** There was none. */
        NONE,

        /** It was the only request for cancellation since the scope was entered. */
        ALONE,

        /** Somebody else wants the cancellation as well. */
        AMONG_OTHERS,
    }

    /** The task whose body stands in the scope, if it is one's. */
    internal abstract val task: TaskCore<*>?

    /** Whether this scope was entered in that of [other], by the same one. */
    internal open fun isWithin(other: Occupant): Boolean = false

    /** The cancellation that the one who stands here would get at his next wait; null if there is none. */
    internal abstract fun pending(): CancellationException?

    /** What is waited for in the scope right now, in words; null for nothing that is known. */
    internal abstract fun awaits(): String?

    /** Says that an interrupt is to come: a cancellation that ends what is done in the scope is that from now on. */
    internal abstract fun announce(reason: String)

    /** Asks for the end of what is done in the scope, as [announced][announce]; without effect from [takeBack] on. */
    internal abstract fun interrupt()

    /** Takes back the interrupt, or that it is to come. */
    internal abstract fun takeBack(): Interrupt

    /** Takes the cancellation that somebody else has asked for and that has not come yet; null if there is none. */
    internal open fun takePending(): CancellationException? = null
}

/** A stretch of a body that was entered and is to be left. */
@InternalMenaiApi
public interface Entered {
    /**
     * Leaves it, on the thread of the body, with the [failure] of what was done in it; returns what is to be thrown, or
     * null. One that throws, having no stack for it, leaves it to the one around it.
     */
    public fun leave(failure: Throwable?): Throwable?
}

/**
 * A linear body in a scope. Scopes are left by the body that entered them, the innermost one first: by the code that has
 * entered it, or, where that had no stack left to do so, by that of the scope around it, or at the end of the body.
 */
@InternalMenaiApi
public class LinearOccupant private constructor(override val task: LinearTask<*>) :
    Occupant(),
    Entered {
    private val outer = task.innermost
    private lateinit var entered: Entered
    private val requestsBefore = task.deliveredRequests
    private var request: CancelRequest? = null
    private var isOver = false

    /** What was opened in the scope and is closed when it is left. */
    internal val cleanups = Cleanups.enter(task)

    internal val loop: Loop get() = task.future.loop

    internal val taskName: String get() = task.name

    override fun isWithin(other: Occupant): Boolean = generateSequence(outer) { it.outer }.any { it === other }

    override fun pending(): CancellationException? = task.takePending()

    override fun awaits(): String? = awaitedBy(task.future)

    @Synchronized
    override fun announce(reason: String) {
        if (request == null) request = CancelRequest("task '${task.name}' was cancelled: $reason")
    }

    override fun interrupt() {
        task.cancel(synchronized(this) { request.takeUnless { isOver } } ?: return)
    }

    override fun takeBack(): Interrupt {
        val request =
            synchronized(this) {
                isOver = true
                request
            } ?: return Interrupt.NONE
        task.takeBack(request)
        return if (task.cancelRequests <= requestsBefore) Interrupt.ALONE else Interrupt.AMONG_OTHERS
    }

    override fun takePending(): CancellationException? = task.takePending()

    /** Throws unless the calling body is the one that entered the scope, and stands in it. */
    internal fun requireHere(what: String) {
        val here = ThreadState.current().task
        check(here === task) {
            "$what must be left by the task that entered it, '${task.name}', but was left by " +
                (here?.let { "task '${it.name}'" } ?: "code outside any task")
        }
        check(task.innermost === this || generateSequence(task.innermost) { it.outer }.any { it === this }) {
            "$what must be left once, but was left before"
        }
    }

    /** Leaves the scopes that were entered in this one and could not be left, and closes what was opened in it. */
    internal fun leaveInside(failure: Throwable?): Throwable? = cleanups.leave(leaveScopes(task, this, failure))

    override fun leave(failure: Throwable?): Throwable? = leaveInside(failure).also { left() }

    internal fun left() {
        task.innermost = outer
    }

    internal companion object {
        /** Has the body that runs on this thread enter the scope that [word] makes of it. */
        inline fun <S : Entered> enter(word: String, makeScope: (LinearOccupant) -> S): S {
            val task = Awaiting.bodyOn(ThreadState.current(), word)
            val occupant = LinearOccupant(task)
            val scope =
                try {
                    makeScope(occupant)
                } catch (refused: Throwable) {
                    throw occupant.cleanups.leave(refused)!!
                }
            occupant.entered = scope
            task.innermost = occupant
            return scope
        }

        /** Leaves the scopes that [task] stands in up to [last], or all of them. */
        fun leaveScopes(task: LinearTask<*>, last: LinearOccupant?, failure: Throwable?): Throwable? {
            var out = failure
            while (task.innermost !== last) out = task.innermost!!.entered.leave(out)
            return out
        }
    }
}
