package dev.menai.engine.groups

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.LoopTimer
import dev.menai.engine.tasks.LazyProducer
import dev.menai.engine.tasks.Listener
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Outcome
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicInteger
import java.util.function.BiConsumer

/**
 * Hands out members in the order in which they are done, one to each step.
 *
 * A member goes to the step that has been waited for longest, else to the next one that is. When all members are done,
 * the steps that nobody has waited for yet get the rest in their order. When the last iteration is left, it leaves the
 * members as well, and comes back to them when somebody asks again. Guarded by the lock of this object, which is not
 * held while steps are completed.
 */
@InternalMenaiApi
public class AsCompleted(
    private val loop: Loop,
    private val futures: List<CompletableFuture<*>>,
    private val nanos: Long?,
) {
    private val done = ArrayDeque<CompletableFuture<*>>()

    /** Of which members it is known that they are done. */
    private val isDone = BooleanArray(futures.size)

    /** Who listens for the members that are not done; nobody while it has been left. */
    private var members: List<Member> = emptyList()

    /** Steps that were handed out and have no member yet. */
    private val open = LinkedHashSet<Step<*>>()

    /** Those who ask for one step after the other, and steps that are open: as long as there are some, all members count. */
    private val takers = AtomicInteger()

    /** How many members are not done yet. */
    private var missing = futures.size

    /** How many members no step was handed out for yet. */
    private var left = futures.size
    private var isAway = true
    private var isExpired = false
    private val deadline = nanos?.let(loop::deadlineAfter)
    private var timer: LoopTimer? = null

    private inner class Member(private val at: Int) : Listener(loop, futures[at]) {
        override val looksAtOutcome: Boolean get() = false

        override val countsOnFuture: Boolean get() = takers.get() > 0

        override fun waiterText(): String = "an asCompleted"

        /** Whether it is done, which has not been told yet. */
        fun isUntold(): Boolean = future.isDone && !isDone[at]

        public override fun ended(): Unit = memberDone(at)
    }

    /** Starts to listen and sets the timer; called once. */
    public fun start() {
        if (nanos != null && futures.isNotEmpty()) timer = loop.callAt(deadline!!, ::expire, Loop.NO_VARIABLES)
        listen()
    }

    private fun listen() {
        val newcomers =
            synchronized(this) {
                if (!isAway || isExpired) return
                isAway = false
                futures.indices.filterNot { isDone[it] }.map(::Member).also { members = it }
            }
        for (member in newcomers) if (!member.listen()) member.ended()
        // those that came to listen after the end
        if (synchronized(this) { members !== newcomers }) newcomers.forEach { it.leave() }
    }

    /** Stops listening, unless somebody still takes what comes before the time is over. */
    private fun leave() {
        val leaving =
            synchronized(this) {
                if (takers.get() > 0 && !isExpired) return
                isAway = true
                members.also { members = emptyList() }
            }
        leaving.forEach { it.leave() }
    }

    /** Whether there are members that no step was handed out for. */
    @Synchronized
    public fun hasNext(): Boolean = left > 0

    /**
     * Has [step] completed by [deliver] with the next member; by a timeout when the time is over before. Cancelling it
     * gives the place back. Returns false when all members have been handed out.
     */
    public fun <S> next(step: LoopFuture<S>, deliver: BiConsumer<LoopFuture<S>, CompletableFuture<*>>): Boolean {
        val entry = Step(step, deliver)
        step.attach(entry)
        synchronized(this) {
            if (left == 0) return false
            left--
            open.add(entry)
            takers.incrementAndGet()
        }
        listen()
        deliver()
        return true
    }

    private inner class Step<S>(
        val future: LoopFuture<S>,
        private val deliver: BiConsumer<LoopFuture<S>, CompletableFuture<*>>,
    ) : LazyProducer() {
        var isWanted = false

        override fun wanted() {
            synchronized(this@AsCompleted) {
                if (isWanted || !open.remove(this)) return
                isWanted = true
                open.add(this)
            }
            this@AsCompleted.deliver()
        }

        fun give(member: CompletableFuture<*>): Unit = deliver.accept(future, member)

        override fun describe(): String = "asCompleted of ${futures.size}"

        override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
            synchronized(this@AsCompleted) {
                if (isOnItsWay(this) || !open.remove(this)) return false
                left++
            }
            takers.decrementAndGet()
            return future.settleCancelled(reason)
        }

        override fun settled(future: LoopFuture<*>): Unit = Unit
    }

    /** Whether a member is done that [step] will be given as soon as that is told. */
    private fun isOnItsWay(step: Step<*>): Boolean {
        if (!step.isWanted || isExpired) return false
        val before = open.asSequence().filter { it.isWanted }.indexOf(step)
        return before in 0 until members.count { it.isUntold() }
    }

    private fun memberDone(at: Int) {
        synchronized(this) {
            if (isDone[at]) return // told to somebody who had left
            isDone[at] = true
            missing--
            done.add(futures[at])
            if (missing == 0) timer?.cancel()
        }
        deliver()
    }

    /** Gives what is there to the steps that are due. */
    private fun deliver() {
        while (true) {
            val step: Step<*>
            val member: CompletableFuture<*>?
            synchronized(this) {
                step = nextDue() ?: return
                member = done.removeFirstOrNull()
                if (member == null && !isExpired) return
                open.remove(step)
            }
            takers.decrementAndGet()
            if (member != null) step.give(member) else step.future.settleExceptionally(expiry())
        }
    }

    private fun nextDue(): Step<*>? =
        open.firstOrNull { it.isWanted } ?: if (missing == 0 || isExpired) open.firstOrNull() else null

    /** Somebody begins to ask for one step after the other. */
    public fun begin() {
        takers.incrementAndGet()
        listen()
    }

    /** Somebody who [began][begin] asks for no more. */
    public fun end() {
        if (takers.decrementAndGet() == 0) leave()
    }

    private fun expire() {
        loop.limitPassed()
        synchronized(this) {
            if (missing == 0) return
            isExpired = true
        }
        leave()
        deliver()
    }

    private fun expiry(): RuntimeException {
        val pending = synchronized(this) { missing }
        val message =
            "asCompleted must end within ${Duration.ofNanos(nanos!!)}, but $pending of its " +
                "${futures.size} members are not done"
        return loop.vocabulary.timeout(message, nanos, deadline!!, null)
    }

    public companion object {
        /** Completes [step] as [member], which is done, has been. */
        @JvmStatic
        public fun <S> follow(step: LoopFuture<S>, member: CompletableFuture<S>) {
            if (member.isCompletedExceptionally) {
                step.settleExceptionally(Outcome.failureOf(member))
            } else {
                step.settle(Outcome.of(member))
            }
        }
    }
}
