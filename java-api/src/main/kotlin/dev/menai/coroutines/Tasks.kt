package dev.menai.coroutines

import dev.menai.Asyncio
import dev.menai.Context
import dev.menai.EventLoop
import dev.menai.Runner
import dev.menai.RunnerOptions
import dev.menai.Task
import dev.menai.TaskOptions
import dev.menai.TaskOwner
import dev.menai.engine.tasks.awaitStage
import dev.menai.internal.Engines
import dev.menai.internal.bridge.CoroutineParts
import dev.menai.internal.bridge.KotlinBody
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import java.util.concurrent.CompletionStage
import kotlin.time.Duration
import kotlin.time.toKotlinDuration

/**
 * Creates a task whose body is a coroutine, in this loop, group or scope. It keeps Kotlin's rules: once cancelled it
 * stays cancelled.
 *
 * (Its name differs from that of the member `createTask`, which takes a Java body and would win over an extension.)
 *
 * The context variables of [context], or of a copy of the current context, are those of the coroutine wherever it runs.
 */
public fun <T> TaskOwner.createSuspendTask(
    name: String? = null,
    context: Context? = null,
    block: suspend CoroutineScope.() -> T,
): Task<T> {
    var options = TaskOptions.defaults()
    if (name != null) options = options.withName(name)
    if (context != null) options = options.withContext(context)
    return createTask(options, KotlinBody(block))
}

/**
 * Suspends until this stage is done and returns its value or throws its failure, the same instance.
 *
 * Cancelling the coroutine cancels the stage, unless somebody else counts on it.
 */
public suspend fun <T> CompletionStage<T>.await(): T = awaitStage(this)

/** The dispatcher of coroutines that run on this loop; its time is the loop's time. */
public val EventLoop.dispatcher: CoroutineDispatcher get() = Engines.of(this)

/** The time of this loop, from a start of its own. */
public val EventLoop.now: Duration get() = time().toKotlinDuration()

/** The scope of coroutines on this loop, which are cancelled and waited for at the end of its run, as its tasks are. */
public val EventLoop.scope: CoroutineScope get() = CoroutineParts.scope(this)

/**
 * Runs [block] as the main task of a fresh loop, as [Asyncio.run] runs a Java body: SIGINT and SIGTERM cancel it. The
 * [options] say, among other things, how the loop is made.
 */
public fun <T> runLoop(options: RunnerOptions = RunnerOptions.defaults(), block: suspend CoroutineScope.() -> T): T =
    Runner(options).use { it.run(it.loop().createSuspendTask(block = block)) }
