package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.context.VarContext
import dev.menai.engine.loop.Fatal
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.LoopTask
import kotlinx.coroutines.Job
import java.util.concurrent.CancellationException
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicLong
import java.util.function.Consumer

/** The engine's side of a task: what runs behind its future. */
@InternalMenaiApi
public abstract class TaskCore<T> internal constructor(
    override val future: LoopFuture<T>,
    context: VarContext,
    name: String?,
) : LoopTask(context),
    Producer {
    private val number = if (name == null) numbers.incrementAndGet() else 0

    @Volatile
    private var givenName: String? = name

    override val name: String get() = givenName ?: "Task-$number"

    public fun rename(name: String) {
        givenName = name
    }

    /**
     * Queues the first step, or runs it at once if [isEager] and the calling code is a step of the loop; the task
     * exists from then on. [born] is called before.
     */
    @JvmOverloads
    public fun begin(isEager: Boolean, born: Consumer<LoopFuture<*>>? = null) {
        future.producer = this
        born?.accept(future)
        start(isEager)
        if (isEager) throwIfFatal()
    }

    internal abstract fun start(isEager: Boolean)

    private fun throwIfFatal() {
        if (future.isCompletedExceptionally) Fatal.errorIn(future.failureUnseen())?.let { throw it }
    }

    override fun describe(): String = "task '$name'"

    /** The number of cancel requests that have not been taken back. */
    public abstract val cancelRequests: Int

    /** Takes one request back and returns how many are left. */
    public abstract fun uncancel(): Int

    /** Takes the cancellation that the body would get at its next wait; null when there is none but its own. */
    internal abstract fun takePending(): CancellationException?

    /** Returns a job that answers for what a suspend call of the body has left behind; null if the body has ended. */
    internal abstract fun adopter(): Job?

    /** The future that the task waits for, or null. */
    public abstract val awaited: Any?

    override fun awaits(): String? = awaited?.let(::description)

    /** What the task ends with if it ends cancelled, in place of the cancellation; set once. */
    @Volatile
    internal var failureInstead: Throwable? = null

    /**
     * Requests the cancellation of the task, for [reason]; it then ends with [failure]. Returns false when it has ended, or
     * somebody else has said before what it is to end with.
     */
    public fun fail(failure: Throwable, reason: String): Boolean {
        synchronized(this) {
            if (failureInstead != null) return false
            failureInstead = failure
        }
        if (cancel(future, "task '$name' was cancelled: $reason")) return true
        failureInstead = null
        return false
    }

    /** Requests the cancellation of the task after [timeout]; it then ends with a [TimeoutException]. */
    public fun cancelAfter(timeout: Long, unit: TimeUnit) {
        val loop = future.loop
        val expire =
            Runnable {
                loop.limitPassed()
                val waited = awaits()?.let { ": it waited for $it" } ?: ""
                val late = "task '$name' was not done after $timeout ${unit.name.lowercase()}$waited"
                fail(TimeoutException(late), "its time is over")
            }
        val timer = loop.callLater(unit.toNanos(timeout), expire, Loop.NO_VARIABLES)
        Limit.endsWith(future) { timer.cancel() }
    }

    /** A fatal error comes out of the run itself, which is seeing enough. */
    internal fun failFatally(error: VirtualMachineError) {
        future.lookedAt()
        future.loop.fail(error)
    }

    override fun toString(): String = future.toString()

    private companion object {
        val numbers = AtomicLong()
    }
}
