package dev.menai.engine.groups

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.tasks.Listener
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Outcome
import dev.menai.engine.tasks.Producer
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.CompletionStage
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicReference
import java.util.function.Function

/**
 * Completes one future from many: with what [combine] makes of the members when all are done, or, unless failures are
 * wanted as values, with the first failure as soon as it is there.
 *
 * Cancelling the future asks every unfinished member to stop; it then ends cancelled when all of them are done, with
 * their failures suppressed, as one. Where failures are values and one of the members has a value all the same, the
 * outcomes are there and are not thrown away.
 */
@InternalMenaiApi
public class Gather<R> private constructor(
    private val outer: LoopFuture<R>,
    private val members: Array<CompletableFuture<*>>,
    private val failuresAreValues: Boolean,
    private val combine: Function<Array<CompletableFuture<*>>, R>,
) : Producer {
    private val listeners = Array(members.size) { Member(members[it]) }
    private val missing = AtomicInteger(members.size)

    /**
     * What it ends with: null as long as nothing is decided, [FAILED], the cancellation, made by the one who cancelled it, of
     * whom it has the trace; [OVER] when it has ended. Members fail, and others cancel, at the same time on parallel loops:
     * who decides comes first.
     */
    private val decided = AtomicReference<Any?>()

    /** The members that were asked to stop. */
    @Volatile
    private var asked: List<CompletableFuture<*>> = emptyList()

    private fun start() {
        if (members.isEmpty()) {
            finish()
            return
        }
        for (listener in listeners) if (!listener.listen()) memberDone(listener.future)
        if (outer.isDone) leaveMembers() // those that came to listen after the first failure
    }

    private inner class Member(future: CompletableFuture<*>) : Listener(outer.loop, future) {
        override fun ended(): Unit = memberDone(future)

        override fun waiterText(): String = "a gather"

        override val countsOnFuture: Boolean get() = !outer.isDone
    }

    private fun memberDone(member: CompletableFuture<*>) {
        if (!failuresAreValues && member.isCompletedExceptionally) fail(Outcome.failureOf(member))
        if (missing.decrementAndGet() == 0) finish()
    }

    /** A member's cancellation is not one of the gathering: it is wrapped so that it counts as a failure. */
    private fun fail(failure: Throwable) {
        if (!decided.compareAndSet(null, FAILED)) return
        if (failure is CancellationException && outer.loop.isClosed) outer.seenInAdvance() // both with their loop
        outer.settleExceptionally(if (failure is CancellationException) CompletionException(failure) else failure)
        leaveMembers()
    }

    /** Leaves those that outlive a gathering which has failed; their own failures are told to nobody. */
    private fun leaveMembers() {
        for (listener in listeners) {
            (listener.future as? LoopFuture<*>)?.seenInAdvance()
            listener.leave()
        }
    }

    private fun finish() {
        val end = decided.getAndSet(OVER)
        if (end is CancellationException && !hasWhatWouldBeLost()) {
            suppressFailuresIn(end)
            outer.settleExceptionally(end)
        } else if (end !== FAILED && !outer.isDone) {
            try {
                outer.settle(combine.apply(members))
            } catch (failure: Throwable) {
                outer.settleExceptionally(failure)
            }
        }
    }

    private fun hasWhatWouldBeLost() = failuresAreValues && asked.any { it.isDone && !it.isCompletedExceptionally }

    private fun suppressFailuresIn(cancellation: CancellationException) {
        val failures =
            members
                .filter { it.isCompletedExceptionally && !it.isCancelled }
                .map { Outcome.failureOf(it) }
                .filter { it !is CancellationException }
        if (failures.isNotEmpty()) {
            cancellation.addSuppressed(outer.loop.vocabulary.group("errors of a cancelled gather", failures))
        }
    }

    override fun describe(): String = "gather of ${members.size}"

    override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
        if (missing.get() == 0) return false
        val cancellation = CancellationException(reason)
        val before = decided.getAndUpdate { if (it === FAILED || it === OVER) it else cancellation }
        if (before === FAILED || before === OVER) return false
        asked = members.filter { !it.isDone }
        var taken = false
        for (listener in listeners) {
            if (cancelMember(listener, reason)) taken = true
        }
        return taken || !takeBack(cancellation, before)
    }

    /** Decides nothing, since all members were done; returns false when it has ended with [cancellation] already. */
    private fun takeBack(cancellation: CancellationException, before: Any?): Boolean {
        if (!decided.compareAndSet(cancellation, before)) return false
        // of whom it was heard meanwhile
        if (before == null && !failuresAreValues) {
            members.firstOrNull { it.isCompletedExceptionally }?.let { fail(Outcome.failureOf(it)) }
        }
        return true
    }

    private fun cancelMember(listener: Member, reason: String): Boolean {
        if (listener.future.isDone) return false
        if (listener.cancelAwaited(reason)) return true
        if (listener.future is LoopFuture<*> || listener.future.isDone || !listener.leave()) return false
        memberDone(listener.future) // it cannot be cancelled, and is left alone
        return true
    }

    public companion object {
        private val FAILED = Any()
        private val OVER = Any()

        /** Has [outer] completed from [stages]. */
        @JvmStatic
        public fun <R> start(
            outer: LoopFuture<R>,
            stages: Array<out CompletionStage<*>>,
            failuresAreValues: Boolean,
            combine: Function<Array<CompletableFuture<*>>, R>,
        ) {
            val members = Array<CompletableFuture<*>>(stages.size) { Outcome.futureOf(stages[it]) }
            val gather = Gather(outer, members, failuresAreValues, combine)
            if (members.isNotEmpty()) outer.attach(gather)
            gather.start()
        }

        /** Returns the values of [members], all of which have succeeded, in their order. */
        @JvmStatic
        public fun values(members: Array<CompletableFuture<*>>): List<Any?> {
            val values = arrayOfNulls<Any?>(members.size)
            for (at in members.indices) values[at] = members[at].getNow(null)
            return values.asList()
        }
    }
}
