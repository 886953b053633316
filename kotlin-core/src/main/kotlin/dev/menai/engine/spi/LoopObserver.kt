package dev.menai.engine.spi

import dev.menai.engine.InternalMenaiApi
import java.util.concurrent.CompletableFuture

/**
 * Told of the life of a loop's tasks, on the thread where it happens, at once: on a parallel loop, on several threads.
 * It must not block. One that throws is reported, and is told nothing more; the task goes on.
 */
@InternalMenaiApi
public abstract class LoopObserver {
    /** [task] is one of the loop's now; it has not begun. */
    public open fun created(task: ObservedTask): Unit = Unit

    /** [task] is about to wait, with `await`. */
    public open fun waits(task: ObservedTask): Unit = Unit

    /** [task] goes on after it has waited. */
    public open fun goesOn(task: ObservedTask): Unit = Unit

    /** The body of [task] has ended. */
    public open fun ended(task: ObservedTask): Unit = Unit

    /**
     * The loop has nothing to do, and nothing is set or under way that would give it something, as far as it knows. It parks
     * when this returns, unless something has come. Confined loops tell this.
     */
    public open fun standsStill(): Unit = Unit
}

/** A task as an observer sees it. */
@InternalMenaiApi
public interface ObservedTask {
    /** The future through which the task is seen from outside. */
    public val future: CompletableFuture<*>

    public val name: String

    /** What the task waits for, in words; null if for nothing, or nothing that is known. */
    public fun awaits(): String?

    /** The frames in which the task waits or runs, innermost first. */
    public fun stack(): Array<StackTraceElement>
}
