@file:JvmName("KotlinWays")

package dev.menai.interop.soak

import dev.menai.Asyncio
import dev.menai.Task
import dev.menai.TaskOptions
import dev.menai.coroutines.await
import dev.menai.coroutines.createSuspendTask
import dev.menai.coroutines.dispatcher
import dev.menai.coroutines.scope
import dev.menai.coroutines.taskGroup
import dev.menai.coroutines.timeout
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import java.time.Duration
import java.util.function.Consumer
import kotlin.time.Duration.Companion.nanoseconds

/** How a coroutine waits: itself, under limits of both libraries, by children of both languages. */
internal class KotlinWay(
    val name: String,
    val words: Int,
    val isOnly: Boolean,
    val how: suspend (Actor, Operation<*>) -> Unit,
)

/** Performs the operation and keeps book, in the step in which the value came. */
suspend fun <T> performed(operation: Operation<T>) = operation.handed(operation.suspending())

/** As [performed], by way of a future with a limit. */
private suspend fun <T> performedInTime(operation: Operation<T>, limit: Duration) =
    operation.handed(Asyncio.waitFor(operation.start(), limit).await())

/** Leaves the operation behind: a child of the call, which goes on when the call has returned. */
suspend fun <T> leftBehind(operation: Operation<T>): Int {
    CoroutineScope(currentCoroutineContext()).launch { performed(operation) }
    return 1
}

private fun limit(actor: Actor) = actor.shortNanos().nanoseconds

private val WAYS: List<KotlinWay> =
    buildList {
        fun way(name: String, words: Int = 1, weight: Int = 1, how: suspend (Actor, Operation<*>) -> Unit) =
            repeat(weight) { add(KotlinWay(name, words, false, how)) }

        way("itself", weight = 30) { _, operation -> performed(operation) }
        way("yield", 1) { _, operation ->
            yield()
            performed(operation)
        }
        way("withTimeoutOrNull") { actor, operation ->
            withTimeoutOrNull(1 + actor.shortNanos() / 1_000_000) { performed(operation) }
        }
        way("waitFor", 2, weight = 3) { actor, operation ->
            if (operation.goesBack) performedInTime(operation, actor.shortTime()) else performed(operation)
        }
        way("timeout", 2) { actor, operation -> timeout(limit(actor)) { performed(operation) } }
        way("launch") { actor, operation ->
            coroutineScope {
                val start = if (actor.flip()) CoroutineStart.DEFAULT else CoroutineStart.UNDISPATCHED
                val child = launch(start = start) { performed(operation) }
                if (actor.flip()) yield()
                if (actor.flip()) child.cancelAndJoin() else child.join()
            }
        }
        way("async") { _, operation -> coroutineScope { async { performed(operation) }.await() } }
        way("taskGroup", 3) { actor, operation ->
            val isCut = actor.flip()
            taskGroup {
                createSuspendTask { performed(operation) }
                if (isCut) {
                    yield()
                    cancel()
                }
            }
        }
        way("java task", 2) { actor, operation ->
            val task =
                actor.notBefore(
                    actor.home().createTask<Unit>(TaskOptions.defaults()) { operation.performAndNote() },
                )
            actor.cancelSoonMaybe(task)
            task.await()
        }
        way("suspend task", 2) { actor, operation ->
            val task = actor.notBefore(actor.home().createSuspendTask { performed(operation) })
            actor.cancelSoonMaybe(task)
            task.await()
        }
        way("race of Java", 3) { actor, operation ->
            val nap = actor.shortTime()
            val task =
                actor.home().createTask<Int>(TaskOptions.defaults()) {
                    Asyncio.race<Int>(
                        {
                            operation.performAndNote()
                            1
                        },
                        { Asyncio.await(Asyncio.sleep(nap, 2)) },
                    )
                }
            actor.notBefore(task).await()
        }
        way("on the loop", weight = 2) { actor, operation ->
            withContext(actor.round().loop().dispatcher) { performed(operation) }
        }
    }

private val OUTSIDE: List<KotlinWay> =
    WAYS +
        KotlinWay("on another dispatcher", 1, true) { _, operation ->
            withContext(Dispatchers.Default) { performed(operation) }
        }

/**
 * The life of an actor that is a coroutine: it has children work, each until it is cancelled or has worked enough, since
 * a coroutine that was cancelled stays so.
 */
internal suspend fun live(actor: Actor) {
    val possible = if (actor.round().isClosed()) WAYS else OUTSIDE
    val only = actor.round().onlyWay()
    val ways = possible.filter { only == null || it.name == only || it.name == WAYS[0].name }
    while (!actor.isOver()) {
        coroutineScope {
            val child = launch { work(actor, ways) }
            actor.setTarget { child.cancel() }
            child.join()
        }
    }
}

private suspend fun CoroutineScope.work(actor: Actor, ways: List<KotlinWay>) {
    repeat(20) {
        val operation = actor.next() ?: return
        val way = ways[actor.below(ways.size)]
        actor.doing(operation, way.name, 1 + way.words)
        try {
            way.how(actor, operation)
        } catch (failure: Throwable) {
            actor.met(failure)
            coroutineContext.ensureActive()
        }
        actor.bother()
    }
}

/** Begins the life of [actor] as a task of its loop. */
@JvmName("liveAsTask")
internal fun liveAsTask(actor: Actor): Task<Unit> = actor.home().createSuspendTask(actor.name()) { live(actor) }

/** Begins the life of [actor] as a coroutine of the scope of its loop. */
@JvmName("liveInScope")
internal fun liveInScope(actor: Actor): Job = actor.home().scope.launch { live(actor) }

/** Begins the life of [actor] on threads that are no loop's. */
@JvmName("liveElsewhere")
internal fun liveElsewhere(actor: Actor): Job = CoroutineScope(Dispatchers.Default).launch { live(actor) }

/** Runs [end] when [job] has ended, with its failure if it has one. */
fun whenOver(job: Job, end: Consumer<Throwable?>) {
    job.invokeOnCompletion { end.accept(it) }
}
