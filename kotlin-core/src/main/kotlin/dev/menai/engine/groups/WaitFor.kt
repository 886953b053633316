package dev.menai.engine.groups

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.Dropped
import dev.menai.engine.loop.Lengths
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.LoopTimer
import dev.menai.engine.tasks.Cancelling
import dev.menai.engine.tasks.HandingOn
import dev.menai.engine.tasks.Listener
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Outcome
import dev.menai.engine.tasks.Relaying
import dev.menai.engine.tasks.awaitedBy
import dev.menai.engine.tasks.description
import java.time.Duration
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture

/**
 * Follows a future for a limited time. Then, or when the follower is cancelled, the future is cancelled and its end
 * waited for, unless somebody else counts on it: then it is left alone.
 */
@InternalMenaiApi
public class WaitFor<T> private constructor(
    override val source: CompletableFuture<T>,
    private val outer: LoopFuture<T>,
    private val nanos: Long?,
) : Listener(outer.loop, source),
    Relaying {
    private val deadline = nanos?.let(loop::deadlineAfter)

    @Volatile
    private var timer: LoopTimer? = null

    // what comes out is decided under the lock of this object, once
    private var isExpired = false
    private var isCancelled = false
    private var isDecided = false

    /** Why the source was cancelled on behalf of this, for one that is not a loop's and cannot be told. */
    @Volatile
    private var reasonOfCancelling: String? = null

    /** What is said when the time is over. */
    @Volatile
    private var late = ""

    override val passesTo: LoopFuture<*> get() = outer

    override fun waiterText(): String = "a waitFor"

    override fun describe(): String = if (nanos == null) "waitFor" else "waitFor(${Lengths.text(nanos)})"

    private fun start() {
        if (!listen()) {
            ended()
        } else if (nanos != null && nanos <= 0) {
            expire()
        } else if (nanos != null) {
            timer = loop.callAt(deadline!!, Expiry(), Loop.NO_VARIABLES)
            if (synchronized(this) { isDecided }) timer?.cancel()
        }
    }

    private inner class Expiry : Dropped {
        override fun run(): Unit = expire()

        override fun loopClosed() {
            outer.cancelFor("${describe()} was cancelled: its loop was closed")
        }
    }

    private fun expire() {
        if (nanos!! > 0) loop.limitPassed()
        val what = description(source)
        late = "$what must be done within ${length()}, but was not" +
            (awaitedBy(source)?.let { ": it waited for $it" } ?: "")
        val hasLeft =
            synchronized(this) {
                if (isDecided || isCancelled) return
                isExpired = true
                leaveIfShared()
            }
        val reason = "$what was cancelled: it was not done within ${length()}"
        reasonOfCancelling = reason
        if (hasLeft) {
            cancelIfLast(reason)
            outer.settleExceptionally(expiry(null))
        } else if (!cancelAwaited(reason) && !isOnItsWay() && leave()) {
            // it cannot be cancelled: nobody would end the wait
            synchronized(this) { isDecided = true }
            outer.settleExceptionally(expiry(null))
        }
    }

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        val hasLeft =
            synchronized(this) {
                if (isDecided) return false
                isCancelled = true
                leaveIfShared()
            }
        timer?.cancel()
        reasonOfCancelling = reason
        if (hasLeft) {
            cancelIfLast(reason)
        } else if (cancelAwaited(reason)) {
            return true
        } else if (isOnItsWay() || !leave()) {
            return false
        } // else it cannot be cancelled, and is left alone
        synchronized(this) { isDecided = true }
        return outer.settleCancelled(reason)
    }

    /** Whether what is waited for, which has not taken a request, is done or about to be: one of ours takes all before. */
    private fun isOnItsWay() = source is LoopFuture<*> || source.isDone

    /** Leaves what others count on alone, unless it ends right now; then what comes out is decided. */
    private fun leaveIfShared(): Boolean {
        if (isShared() && leave()) isDecided = true
        return isDecided
    }

    override fun ended() {
        val isExpiry =
            synchronized(this) {
                isDecided = true
                isExpired && !isCancelled
            }
        timer?.cancel()
        if (!source.isCompletedExceptionally) {
            if (!outer.settle(Outcome.peek(source)) && source is LoopFuture<*>) source.handBack()
            return
        }
        val failure = Cancelling.inWords(reasonOfCancelling, Outcome.failureOf(source))
        outer.settleExceptionally(if (isExpiry && failure is CancellationException) expiry(failure) else failure)
    }

    private fun expiry(cause: Throwable?): RuntimeException =
        loop.vocabulary.timeout(late, nanos, deadline!!, cause).also { expiry ->
            (cause as? CancellationException)?.let { Scope.broughtBy(it).forEach(expiry::addSuppressed) }
        }

    private fun length() = Duration.ofNanos(nanos!!)

    public companion object {
        /** Has [outer] follow [awaited] for [nanos], or without limit. */
        @JvmStatic
        public fun <T> start(awaited: CompletableFuture<T>, outer: LoopFuture<T>, nanos: Long?) {
            val waitFor = WaitFor(awaited, outer, nanos)
            outer.attach(HandingOn.producerOf(waitFor, awaited))
            waitFor.start()
        }

        /** Has [outer] end as the wait for a body that got no time, [nanos] being none, and so was not started. */
        @JvmStatic
        public fun notStarted(outer: LoopFuture<*>, nanos: Long) {
            val loop = outer.loop
            val limit = Duration.ofNanos(nanos)
            val late = "the body must be done within $limit, and so was not started; give it more time"
            outer.settleExceptionally(loop.vocabulary.timeout(late, nanos, loop.deadlineAfter(nanos), null))
        }
    }
}
