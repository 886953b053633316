package dev.menai.engine.groups

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.Loop
import dev.menai.engine.tasks.ContextElement
import dev.menai.engine.tasks.Occupant
import dev.menai.engine.tasks.awaitedBy
import dev.menai.engine.tasks.loop
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlin.coroutines.CoroutineContext

/** A coroutine in a scope, which has a [job] of its own: interrupting it leaves the coroutine around it alone. */
private class SuspendOccupant(private val job: Job, context: CoroutineContext) : Occupant() {
    private val outer = context[Job]
    override val task = context[ContextElement]?.task
    private var interruption: CancellationException? = null
    private var isOver = false

    @OptIn(InternalCoroutinesApi::class)
    override fun pending(): CancellationException? = if (job.isCancelled) job.getCancellationException() else null

    override fun awaits(): String? = task?.let { awaitedBy(it.future) }

    @Synchronized
    override fun announce(reason: String) {
        if (interruption == null) interruption = CancellationException(reason)
    }

    override fun interrupt() {
        val interruption = synchronized(this) { interruption.takeUnless { isOver } } ?: return
        job.cancel(interruption)
    }

    override fun takeBack(): Interrupt {
        val interruption =
            synchronized(this) {
                isOver = true
                interruption
            }
        return when {
            interruption == null -> Interrupt.NONE
            outer?.isActive != false -> Interrupt.ALONE
            else -> Interrupt.AMONG_OTHERS
        }
    }
}

/** What came out of a [block][inScope] in a scope: a value, or nothing because the scope ended it. */
@InternalMenaiApi
public class ScopeResult<T> internal constructor(
    /** Whether there is a value: without one the scope ended the block and swallowed that. */
    @JvmField public val hasValue: Boolean,
    @JvmField public val value: T?,
)

/**
 * Runs [block] in a scope that [makeScope] makes on the loop of the calling coroutine, its task's loop, or the shared
 * one, and ends the scope in the same coroutine. Throws what comes out of the scope.
 */
@InternalMenaiApi
public suspend fun <S : Scope, T> inScope(makeScope: (Loop, Occupant) -> S, block: suspend (S) -> T): ScopeResult<T> {
    val context = currentCoroutineContext()
    val loop = context.loop
    var scope: S? = null
    var value: T? = null
    var hasValue = false
    var failure: Throwable? = null
    try {
        coroutineScope {
            val entered = makeScope(loop, SuspendOccupant(currentCoroutineContext()[Job]!!, context))
            scope = entered
            try {
                value = block(entered)
                hasValue = true
            } catch (thrown: Throwable) {
                // kept, because coroutineScope would throw a copy, or its own cancellation in its place
                failure = thrown
            }
        }
    } catch (cancellation: CancellationException) {
        if (!hasValue && failure == null) failure = cancellation
    }
    val end = scope.let { if (it == null) failure else it.endedSuspending(failure) }
    if (end is CancellationException) keepBroughtBy(end, context[Job])
    if (end != null) throw end
    return ScopeResult(hasValue, value)
}

/** A cancelled job ends with its own cancellation and drops that of its body, with all that is suppressed in it. */
@OptIn(InternalCoroutinesApi::class)
private fun keepBroughtBy(end: CancellationException, job: Job?) {
    if (job == null || !job.isCancelled) return
    val cause = job.getCancellationException()
    if (cause !== end) Scope.broughtBy(end).forEach(cause::addSuppressed)
}
