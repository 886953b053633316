package dev.menai.engine.groups

import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.LoopTimer
import dev.menai.engine.tasks.Listener
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Outcome
import dev.menai.engine.tasks.Producer
import java.time.Duration
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture

/**
 * Follows a future for a limited time. Then, or when the follower is cancelled, the future is cancelled and its end
 * waited for, unless somebody else counts on it: then it is left alone.
 */
public class WaitFor<T> private constructor(
    private val awaited: CompletableFuture<T>,
    private val outer: LoopFuture<T>,
    private val nanos: Long?,
) : Listener(outer.loop, awaited),
    Producer {
    private val deadline = nanos?.let(loop::deadlineAfter)

    @Volatile
    private var timer: LoopTimer? = null

    @Volatile
    private var isExpired = false

    @Volatile
    private var isCancelled = false

    override fun describe(): String = "a waitFor"

    private fun start() {
        if (!listen()) {
            ended()
        } else if (nanos != null && nanos <= 0) {
            expire()
        } else if (nanos != null) {
            timer = loop.callAt(deadline!!, ::expire, Loop.NO_VARIABLES)
            if (outer.isDone) timer?.cancel()
        }
    }

    private fun expire() {
        if (outer.isDone || isCancelled) return
        isExpired = true
        if (!isShared()) {
            cancelAwaited("${describeAwaited()} was cancelled: it was not done within ${length()}")
        } else if (leave()) {
            outer.settleExceptionally(expiry(null))
        }
    }

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        if (outer.isDone) return false
        isCancelled = true
        timer?.cancel()
        return if (isShared()) leave() && outer.settleCancelled(reason) else cancelAwaited(reason)
    }

    override fun ended() {
        timer?.cancel()
        if (!awaited.isCompletedExceptionally) {
            outer.settle(Outcome.of(awaited))
            return
        }
        val failure = Outcome.failureOf(awaited)
        val isExpiry = isExpired && !isCancelled && failure is CancellationException
        outer.settleExceptionally(if (isExpiry) expiry(failure) else failure)
    }

    private fun expiry(cause: Throwable?): RuntimeException {
        val message = "${describeAwaited()} must be done within ${length()}, but was not"
        return loop.faults.timeout(message, nanos, deadline!!, cause).also { expiry ->
            (cause as? CancellationException)?.let { Scope.broughtBy(it).forEach(expiry::addSuppressed) }
        }
    }

    private fun length() = Duration.ofNanos(nanos!!)

    private fun describeAwaited() = (awaited as? LoopFuture<*>)?.describe() ?: "future"

    public companion object {
        /** Has [outer] follow [awaited] for [nanos], or without limit. */
        @JvmStatic
        public fun <T> start(awaited: CompletableFuture<T>, outer: LoopFuture<T>, nanos: Long?) {
            val waitFor = WaitFor(awaited, outer, nanos)
            outer.attach(waitFor)
            waitFor.start()
        }
    }
}
