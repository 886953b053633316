package dev.menai.benchmarks

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.future
import kotlinx.coroutines.yield
import java.util.concurrent.CompletableFuture

/** A number as a class. */
@JvmInline
value class Amount(val number: Int)

/** The suspend functions that are called from Java. */
class SuspendFunctions {
    private val scope = CoroutineScope(Dispatchers.Default)

    /** Returns at once. */
    @Suppress("RedundantSuspendModifier") // the subject
    suspend fun immediate(number: Int): Int = number + 1

    /** Returns at once, and can do without its arguments. */
    @Suppress("RedundantSuspendModifier") // the subject
    suspend fun stepped(number: Int, step: Int = 1, times: Int = 1): Int = number + step * times

    /** Returns at once, under a name that Java cannot write. */
    @Suppress("RedundantSuspendModifier") // the subject
    suspend fun counted(amount: Amount): Int = amount.number + 1

    /** Gives up its turn once. */
    suspend fun turned(number: Int): Int {
        yield()
        return number + 1
    }

    /** What the stock builder makes of [immediate], begun in the caller. */
    fun undispatchedFuture(number: Int): CompletableFuture<Int> =
        scope.future(start = CoroutineStart.UNDISPATCHED) { immediate(number) }
}
