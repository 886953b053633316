package dev.menai.engine.tasks

import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.ThreadState

/** The one who stands in a scope, as the scope sees it: somebody who can be interrupted, once. Thread-safe. */
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

    /** What is waited for in the scope right now, in words; null for nothing that is known. */
    internal abstract fun awaits(): String?

    /** Asks for the end of what is done in the scope; without effect from [takeBack] on. */
    internal abstract fun interrupt(reason: String)

    /** Takes the interrupt back. */
    internal abstract fun takeBack(): Interrupt
}

/**
 * A linear body in a scope. Scopes are left by the body that entered them, the innermost one first.
 */
public class LinearOccupant private constructor(private val task: LinearTask<*>) : Occupant() {
    private val outer = task.innermost
    private val requestsBefore = task.deliveredRequests
    private var request: CancelRequest? = null
    private var isOver = false

    /** What was opened in the scope and is closed when it is left. */
    internal val cleanups = Cleanups.enter(task)

    internal val loop: Loop get() = task.future.loop

    internal val taskName: String get() = task.name

    override fun awaits(): String? = awaitedBy(task.future)

    override fun interrupt(reason: String) {
        val request = CancelRequest("task '${task.name}' was cancelled: $reason")
        synchronized(this) {
            if (isOver || this.request != null) return
            this.request = request
        }
        task.cancel(request)
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

    /** Throws unless the calling body is the one that entered the scope, and stands in no scope inside it. */
    internal fun requireHere(what: String) {
        val here = ThreadState.current().task
        check(here === task) {
            "$what must be left by the task that entered it, '${task.name}', but was left by " +
                (here?.let { "task '${it.name}'" } ?: "code outside any task")
        }
        check(task.innermost === this) {
            "$what must be left after the scopes that were entered in it, but one of them is still open"
        }
    }

    internal fun leave() {
        task.innermost = outer
    }

    internal companion object {
        /** Has the body that runs on this thread enter the scope that [word] makes of it. */
        inline fun <S> enter(word: String, makeScope: (LinearOccupant) -> S): S {
            val task = Awaiting.bodyOn(ThreadState.current(), word)
            val occupant = LinearOccupant(task)
            val scope =
                try {
                    makeScope(occupant)
                } catch (refused: Throwable) {
                    throw occupant.cleanups.leave(refused)!!
                }
            task.innermost = occupant
            return scope
        }
    }
}
