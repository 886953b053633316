package dev.menai.benchmarks

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.future
import kotlinx.coroutines.yield
import java.util.concurrent.CompletableFuture

/** The suspend functions that are called from Java. */
class SuspendFunctions {
    private val scope = CoroutineScope(Dispatchers.Default)

    /** Returns at once. */
    @Suppress("RedundantSuspendModifier") // the subject
    suspend fun immediate(number: Int): Int = number + 1

    /** Gives up its turn once. */
    suspend fun turned(number: Int): Int {
        yield()
        return number + 1
    }

    /** What the stock builder makes of [immediate], begun in the caller. */
    fun undispatchedFuture(number: Int): CompletableFuture<Int> =
        scope.future(start = CoroutineStart.UNDISPATCHED) { immediate(number) }
}
