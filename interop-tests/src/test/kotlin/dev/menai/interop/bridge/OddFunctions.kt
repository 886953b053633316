package dev.menai.interop.bridge

import dev.menai.ContextVar
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.withContext
import java.io.IOException
import java.util.concurrent.CompletionStage
import java.util.concurrent.Executor
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlin.coroutines.suspendCoroutine

/** Is resumed by a foreign thread, and hands its caller's continuation to it. */
suspend fun resumedBy(executor: Executor): String = suspendCoroutine { executor.execute { it.resume("resumed") } }

/** Is failed by a foreign thread, and has nothing to do with a job. */
suspend fun failedBy(executor: Executor, failure: Throwable): String =
    suspendCoroutine { executor.execute { it.resumeWithException(failure) } }

/** Sets a variable, suspends, and reads it. */
suspend fun setsAndReads(variable: ContextVar<String>): String {
    variable.set("inner")
    delay(5)
    return variable.get()
}

/** Fails on another dispatcher. */
suspend fun failsElsewhere(failure: Throwable): String = withContext(Dispatchers.IO) { throw failure }

/** Runs a block on another dispatcher. */
suspend fun <R> elsewhere(block: suspend () -> R): R = withContext(Dispatchers.IO) { block() }

/** Has a body that fails at once. */
interface FailingBody {
    suspend fun load(): String = throw IOException("from the body")
}

suspend fun loadOf(body: FailingBody): String = body.load()

/** Has a type parameter. */
interface Slot<T> {
    suspend fun get(): T

    suspend fun put(value: T)
}

interface TextSlot : Slot<String>

interface UnitSlot : Slot<Unit>

suspend fun moved(from: TextSlot, to: Slot<String>): String {
    to.put(from.get())
    return "moved"
}

suspend fun got(slot: UnitSlot): String = slot.get().toString()

/** Returns a flow from a suspend function. */
interface Opening {
    suspend fun open(): Flow<String>
}

/** Is expected to throw. */
interface Reading {
    @Throws(IOException::class)
    fun read(): String

    suspend fun later(): CompletionStage<String>
}

/** Redeclares a method of every object. */
interface Comparing {
    override fun equals(other: Any?): Boolean

    suspend fun number(value: Int?): Int
}

suspend fun numberOf(comparing: Comparing, value: Int?): Int = comparing.number(value)
