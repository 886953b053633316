package dev.menai.engine.groups

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.Dropped
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.LoopTimer
import dev.menai.engine.tasks.Listener
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Outcome
import dev.menai.engine.tasks.Producer
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicInteger
import java.util.function.Supplier

/**
 * Completes a future when enough of its members are done, or after a time: with what [result] says then. Neither takes
 * over the members' failures nor cancels them, and does not stay with those that outlive it.
 */
@InternalMenaiApi
public class Waiting<R> private constructor(
    private val outer: LoopFuture<R>,
    futures: List<CompletableFuture<*>>,
    private val until: Until,
    private val result: Supplier<R>,
) : Producer {
    /** What ends the wait before all members are done. */
    public enum class Until {
        FIRST_COMPLETED,
        FIRST_EXCEPTION,
        ALL_COMPLETED,
    }

    private val loop = outer.loop
    private val members = futures.map(::Member)
    private val missing = AtomicInteger(members.size)
    private val isOver = AtomicBoolean()

    @Volatile
    private var timer: LoopTimer? = null

    private inner class Member(future: CompletableFuture<*>) : Listener(loop, future) {
        override val looksAtOutcome: Boolean get() = false

        override fun waiterText(): String = "a wait"

        public override fun ended() {
            val isLast = missing.decrementAndGet() == 0
            if (isLast || endsAt(future)) finishSoon()
        }
    }

    private fun endsAt(done: CompletableFuture<*>) = when (until) {
        Until.FIRST_COMPLETED -> true
        Until.FIRST_EXCEPTION -> Outcome.isFailed(done)
        Until.ALL_COMPLETED -> false
    }

    private fun start(nanos: Long?) {
        for (member in members) if (!isOver.get() && !member.listen()) member.ended()
        if (isOver.get()) members.forEach { it.leave() } // those that came to listen after the end
        if (nanos != null && nanos <= 0) {
            finishSoon()
        } else if (nanos != null && !isOver.get()) {
            timer = loop.callLater(nanos, Expiry(), Loop.NO_VARIABLES)
            if (isOver.get()) timer?.cancel()
        }
    }

    private inner class Expiry : Dropped {
        override fun run(): Unit = expire()

        override fun loopClosed() {
            if (end()) outer.settleCancelled("${describe()} was cancelled: its loop was closed")
        }
    }

    private fun expire() {
        loop.limitPassed()
        if (end()) finish()
    }

    /** One iteration from now, so that whoever waits has let others run, and members that end until then count. */
    private fun finishSoon() {
        if (!end()) return
        val finish = Runnable(::finish)
        if (!loop.enqueue(finish)) finish.run()
    }

    private fun finish() {
        outer.settle(result.get())
    }

    private fun end(): Boolean {
        if (!isOver.compareAndSet(false, true)) return false
        timer?.cancel()
        members.forEach { it.leave() }
        return true
    }

    override fun describe(): String = "wait of ${members.size}"

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        end()
        return outer.settleCancelled(reason)
    }

    public companion object {
        /** Has [outer] completed when the wait for [futures] ends; after [nanos] at the latest, unless that is null. */
        @JvmStatic
        public fun <R> start(
            outer: LoopFuture<R>,
            futures: List<CompletableFuture<*>>,
            nanos: Long?,
            until: Until,
            result: Supplier<R>,
        ) {
            val waiting = Waiting(outer, futures, until, result)
            outer.attach(waiting)
            waiting.start(nanos)
        }
    }
}
