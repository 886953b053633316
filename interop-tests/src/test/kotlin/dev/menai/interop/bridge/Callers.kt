package dev.menai.interop.bridge

import kotlinx.coroutines.CopyableThreadContextElement
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.ThreadContextElement
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.future.future
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import java.util.concurrent.CompletableFuture
import java.util.function.Consumer
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext

/** Calls a block many times, on several threads at once. */
suspend fun <R> onManyThreads(times: Int, block: suspend () -> R): List<R> = withContext(Dispatchers.Default) {
    List(times) { async { block() } }.awaitAll()
}

/** As a library may do that is given a flow. */
suspend fun collected(flow: Flow<String>): String = flow.toList().joinToString()

/** As a library may do that has a limit of time: null says that the time was over. */
fun blockingInTime(millis: Long, block: suspend () -> Any?): Any? =
    runBlocking { withTimeoutOrNull(millis) { block() } }

/** As the other one, with a failure. */
fun blockingUntilFailure(millis: Long, block: suspend () -> Any?): Any? =
    runBlocking { withTimeout(millis) { block() } }

/** Calls a block in a coroutine of its own on [dispatcher]; cancelling the future cancels that. */
fun <R> calledOn(dispatcher: CoroutineDispatcher, block: suspend () -> R): CompletableFuture<R> =
    CoroutineScope(dispatcher).future { block() }

/** Calls a block in a coroutine of its own, which [ended] is told how it ended; cancelling it is all one can do. */
fun launchedOn(dispatcher: CoroutineDispatcher, ended: CompletableFuture<Throwable?>, block: suspend () -> Any?): Job =
    CoroutineScope(dispatcher).launch {
        ended.complete(runCatching { block() }.exceptionOrNull())
    }

/** Calls a block while the thread is blocked, in a coroutine that [seen] is given. */
fun <R> blocking(seen: Consumer<Job>, block: suspend () -> R): R = runBlocking {
    val call = async {
        seen.accept(currentCoroutineContext()[Job]!!)
        block()
    }
    call.await()
}

/** Calls a block with elements. */
suspend fun <R> inContext(context: CoroutineContext, block: suspend () -> R): R = withContext(context) { block() }

/** Returns the name that the caller has, after a suspension. */
suspend fun nameHere(): String? {
    yield()
    return currentCoroutineContext()[CoroutineName]?.name
}

/** Returns what threads hold for the caller, after a suspension. */
suspend fun tenantHere(): String? {
    yield()
    return Tenant.here()
}

/** Returns the job and the dispatcher that the caller has. */
suspend fun runnersHere(): List<Any?> =
    listOf(currentCoroutineContext()[Job], currentCoroutineContext()[ContinuationInterceptor])

/** Emits the name that the collector has. */
fun names(): Flow<String?> = flow { emit(currentCoroutineContext()[CoroutineName]?.name) }

/** Has threads hold the name of a tenant. */
open class Tenant(protected val name: String) : ThreadContextElement<String?> {
    override val key: CoroutineContext.Key<*> get() = Key

    override fun updateThreadContext(context: CoroutineContext): String? = local.get().also { local.set(name) }

    override fun restoreThreadContext(context: CoroutineContext, oldState: String?): Unit = local.set(oldState)

    companion object Key : CoroutineContext.Key<Tenant> {
        private val local = ThreadLocal<String?>()

        /** Returns what this thread holds. */
        @JvmStatic
        fun here(): String? = local.get()
    }
}

/** As [Tenant], with another name for each coroutine that is launched. */
@OptIn(DelicateCoroutinesApi::class, ExperimentalCoroutinesApi::class)
class CopiedTenant(name: String) :
    Tenant(name),
    CopyableThreadContextElement<String?> {
    override fun copyForChild(): CopiedTenant = CopiedTenant("$name'")

    override fun mergeForChild(overwritingElement: CoroutineContext.Element): CoroutineContext = overwritingElement
}

/** Fails whenever a body's thread is to hold something, or is to hold it no more. */
class FailingTenant(private val failsAtTheEnd: Boolean) : Tenant("failing") {
    override fun updateThreadContext(context: CoroutineContext): String? {
        check(failsAtTheEnd || !isInBody()) { "made up" }
        return super.updateThreadContext(context)
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: String?) {
        super.restoreThreadContext(context, oldState)
        check(!isInBody()) { "made up" }
    }

    private fun isInBody() = StackWalker.getInstance().walk { frames ->
        frames.anyMatch { "HeldElements" in it.className }
    }

    override fun toString(): String = "a failing tenant"
}
