package dev.menai.interop.bridge

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.channels.produce
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration.Companion.seconds

/** Suspend functions that leave coroutines behind in the context of their caller. */
class Leaving {
    /** What happened, in order. */
    val steps: MutableList<String> = CopyOnWriteArrayList()

    /** Starts a producer, and returns what reads from it. */
    @OptIn(ExperimentalCoroutinesApi::class)
    suspend fun open(): ReceiveChannel<String> =
        CoroutineScope(currentCoroutineContext() + Dispatchers.Unconfined).produce {
            send("a")
            send("b")
        }

    /** Leaves a coroutine that works for so long. */
    suspend fun leave(name: String, seconds: Int): String {
        CoroutineScope(currentCoroutineContext()).launch { work(name, seconds) }
        return "returned"
    }

    /** As [leave], in a second. */
    suspend fun leaveLater(name: String, seconds: Int): String {
        delay(1.seconds)
        return leave(name, seconds)
    }

    /** Leaves a coroutine that fails after so long. */
    suspend fun leaveFailing(failure: Throwable, seconds: Int): String {
        CoroutineScope(currentCoroutineContext()).launch {
            delay(seconds.seconds)
            throw failure
        }
        return "returned"
    }

    /** Leaves a coroutine that works, and throws. */
    suspend fun leaveAndThrow(name: String, failure: Throwable): String {
        leaveLater(name, 10)
        delay(1.seconds)
        throw failure
    }

    /** Leaves a coroutine that works, and waits for as long itself. */
    suspend fun leaveAndWait(name: String, seconds: Int): String {
        leave(name, seconds)
        work("function", seconds)
        return "returned"
    }

    /** Starts a coroutine that fails, and waits; cleans up for a second. */
    suspend fun failMeanwhile(failure: Throwable): String {
        leaveFailing(failure, 1)
        work("function", 10)
        return "returned"
    }

    /** Calls [block] in a scope, which ends after what is left in it. */
    suspend fun inScope(block: suspend () -> Unit) {
        coroutineScope {
            block()
            steps += "block returned"
        }
        steps += "scope ended"
    }

    private suspend fun work(name: String, seconds: Int) {
        try {
            delay(seconds.seconds)
            steps += "$name done"
        } catch (cancelled: CancellationException) {
            steps += "$name cancelled"
            withContext(NonCancellable) { delay(1.seconds) }
            steps += "$name clean"
            throw cancelled
        }
    }
}
