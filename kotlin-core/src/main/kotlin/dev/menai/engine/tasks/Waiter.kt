package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.LoopTask

/** One registration with a [LoopFuture]: told once when the future is done, unless it was withdrawn before. */
@InternalMenaiApi
public abstract class Waiter : Registration() {
    /** Whether this one looks at the outcome, so that a failure need not be reported. */
    internal open val looksAtOutcome: Boolean get() = true

    /** Whether [settled] may complete other futures, or run what does. */
    internal open val endsOthers: Boolean get() = false

    /** The future that gets what is waited for from this one, and is all that this one waits for; or null. */
    internal open val passesTo: LoopFuture<*>? get() = null

    /** The task that waits, or null. */
    internal open val task: LoopTask? get() = null

    /** What this registration is called where its future says who waits for it. */
    internal open fun waiterText(): String = task?.let { "task '${it.name}'" } ?: "a dependent"

    /** Called by the thread that completed [future]; must neither block nor throw. */
    internal abstract fun settled(future: LoopFuture<*>)
}
