package dev.menai.engine.groups

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.LoopCallback
import dev.menai.engine.tasks.LinearOccupant
import dev.menai.engine.tasks.Occupant
import java.time.Duration
import java.util.concurrent.CancellationException

/**
 * A scope with a deadline.
 *
 * States: ENTERED -> EXPIRING (the deadline has passed, the occupant is interrupted) -> EXPIRED, or ENTERED -> EXITED.
 * The timer moves it to EXPIRING, the one who leaves to the last ones. Guarded by the lock of this object.
 */
@InternalMenaiApi
public class TimeoutScope internal constructor(
    loop: Loop,
    occupant: Occupant,
    deadline: Long?,
    private val nanos: Long?,
) : Scope(loop, occupant) {
    private enum class State(val word: String) {
        ENTERED("entered"),
        EXPIRING("expiring"),
        EXPIRED("expired"),
        EXITED("exited"),
    }

    private var state = State.ENTERED
    private var timer: LoopCallback? = null

    /** Whether the deadline is another one than at the beginning. */
    private var isMoved = false

    /** What the body was waiting for when the time was over. */
    @Volatile
    private var awaited: String? = null

    /** The deadline, in the time of the loop; null for none. */
    public var deadline: Long? = null
        @Synchronized get
        private set

    /** The exception that [leave] made of the expiry, if it did. */
    public var raised: RuntimeException? = null
        private set

    init {
        moveTo(deadline)
    }

    public val isExpired: Boolean
        @Synchronized get() = state == State.EXPIRING || state == State.EXPIRED

    /** Moves the deadline, or removes it with null; only while this scope is entered and its time is not over. */
    @Synchronized
    public fun reschedule(deadline: Long?) {
        check(state == State.ENTERED) {
            "${title()} is ${state.word}: cannot reschedule it; do so in its body, before its time is over"
        }
        isMoved = true
        moveTo(deadline)
    }

    private fun moveTo(deadline: Long?) {
        timer?.cancel()
        this.deadline = deadline
        timer =
            when {
                deadline == null -> null
                deadline <= loop.now() -> loop.callSoon(::expire, Loop.NO_VARIABLES)
                else -> loop.callAt(deadline, ::expire, Loop.NO_VARIABLES)
            }
    }

    private fun expire() {
        synchronized(this) {
            val at = deadline
            if (state != State.ENTERED || at == null || at > loop.now()) return // left, or rescheduled meanwhile
            state = State.EXPIRING
        }
        awaited = occupant.awaits()
        loop.limitPassed()
        occupant.announce("${title()} expired")
        occupant.interrupt()
    }

    @Synchronized
    private fun exit() {
        timer?.cancel()
        state = if (state == State.EXPIRING) State.EXPIRED else State.EXITED
    }

    override fun ended(failure: Throwable?): Throwable? {
        exit()
        val interrupt = occupant.takeBack()
        if (failure !is CancellationException) return failure
        return when (interrupt) {
            Occupant.Interrupt.NONE -> failure
            Occupant.Interrupt.ALONE -> expiry(failure).also { raised = it }
            Occupant.Interrupt.AMONG_OTHERS -> amongOthers(failure)
        }
    }

    private fun expiry(cancellation: CancellationException): RuntimeException {
        val at = deadline!!
        val message =
            "${title()} expired" +
                (awaited?.let { ", while it waited for $it" } ?: "")
        val expiry = loop.vocabulary.timeout(message, nanos, at, cancellation)
        broughtBy(cancellation).forEach(expiry::addSuppressed)
        return expiry
    }

    override fun title(): String {
        val (until, isMoved) = synchronized(this) { deadline to isMoved }
        val length =
            when {
                nanos != null && !isMoved -> " of ${Duration.ofNanos(nanos)}"
                until != null -> " at ${Duration.ofNanos(until)} of the loop's time"
                else -> ""
            }
        val where = (occupant as? LinearOccupant)?.let { " in task '${it.taskName}'" } ?: ""
        return "Timeout$length$where"
    }

    override fun toString(): String {
        val now = synchronized(this) { state }
        return "Timeout[${now.word}]" + (deadline?.let { ", when=${Duration.ofNanos(it)}" } ?: "")
    }

    public companion object {
        /** Makes the scope that a coroutine enters, for so long: see [inScope]. */
        public fun ofLength(nanos: Long?): (Loop, Occupant) -> TimeoutScope =
            { loop, occupant -> TimeoutScope(loop, occupant, nanos?.let(loop::deadlineAfter), nanos) }

        /** Makes the scope that a coroutine enters, until then: see [inScope]. */
        public fun until(deadline: Long?): (Loop, Occupant) -> TimeoutScope =
            { loop, occupant -> TimeoutScope(loop, occupant, deadline, null) }

        /** Has the running body enter a scope that ends after [nanos], or never. */
        @JvmStatic
        public fun enterFor(word: String, nanos: Long?): TimeoutScope = LinearOccupant.enter(word) {
            TimeoutScope(it.loop, it, nanos?.let(it.loop::deadlineAfter), nanos)
        }

        /** Has the running body enter a scope that ends at [deadline], or never. */
        @JvmStatic
        public fun enterUntil(word: String, deadline: Long?): TimeoutScope = LinearOccupant.enter(word) {
            TimeoutScope(it.loop, it, deadline, null)
        }
    }
}
