package dev.menai.engine.tasks

import dev.menai.engine.loop.Frames
import dev.menai.engine.loop.SafeText
import dev.menai.engine.loop.ThreadState
import java.util.concurrent.CompletableFuture

/**
 * The text form of [future]: state, name, what it waits for or is, who waits for it, its outcome, and, in debug mode, where
 * it was created. What is awaited and who waits are only named, so that tasks that wait for each other in a circle have a
 * text form too; for the same reason an outcome in an outcome is left out.
 */
internal fun textOf(future: LoopFuture<*>): String = buildString {
    val producer = future.producer
    val task = producer as? TaskCore<*>
    val waiting = future.registered()
    val isDone = future.isDone // it may become so meanwhile
    append(if (task == null) "Future[" else "Task[").append(stateOf(future, isDone))
    task?.let { append(", name='").append(it.name).append('\'') }
    task?.awaited?.let { append(", awaits ").append(description(it)) }
    if (task == null && producer != null && !isDone) append(", ").append(description(future))
    if (waiting.isNotEmpty()) append(", awaited by ").append(waiting.joinToString { it.waiterText() })
    if (isDone) outcomeOf(future)?.let { append(", ").append(it) }
    future.createdAt?.let { trace -> Frames.ofUser(trace.stackTrace)?.let { append(", created at ").append(it) } }
    append(']')
}

private fun stateOf(future: LoopFuture<*>, isDone: Boolean) = when {
    !isDone -> if (isCancelling(future)) "cancelling" else "pending"
    future.isCancelled -> "cancelled"
    hasFailed(future) -> "failed"
    else -> "done"
}

private fun isCancelling(future: LoopFuture<*>) = (future.producer as? TaskCore<*>).let {
    it != null && it.cancelRequests > 0
}

private fun hasFailed(future: LoopFuture<*>) = future.isCompletedExceptionally && !future.isCancelled

/**
 * What [future], which is done, has failed with, or its value, unless that is null. In the text of another outcome there
 * is neither.
 */
private fun outcomeOf(future: LoopFuture<*>): String? {
    if (future.isCancelled) return null
    val state = ThreadState.current()
    if (state.isTellingOutcome) return if (hasFailed(future)) null else valueOf(future)?.let { "result=..." }
    state.isTellingOutcome = true
    try {
        // the JDK asks a failure for its text when it is taken out
        if (hasFailed(future)) return SafeText.of(future.failureUnseen())
        return valueOf(future)?.let { "result=${SafeText.brief(it)}" }
    } finally {
        state.isTellingOutcome = false
    }
}

private fun valueOf(future: LoopFuture<*>): Any? = try {
    Outcome.peek(future)
} catch (_: Throwable) {
    null // what it was handed has just gone back
}

/** What this future is called in messages. */
internal fun LoopFuture<*>.describe(): String = (producer as? TaskCore<*>)?.describe() ?: "future"

private const val MOST_RELAYS = 3

/** What one who waits for [awaited] waits for, in a few words: see [Producer.describe]. */
internal fun description(awaited: Any): String = buildString {
    append(wordsFor(awaited))
    var at = sourceOf(awaited)
    var relays = 1
    while (at != null) {
        append(" of ").append(if (relays < MOST_RELAYS) wordsFor(at) else "...")
        at = if (relays < MOST_RELAYS) sourceOf(at) else null
        relays++
    }
}

private fun wordsFor(awaited: Any) = when (awaited) {
    is LoopFuture<*> -> SafeText.shortened(awaited.producer?.describe() ?: "future")
    is CompletableFuture<*> -> awaited.javaClass.run { simpleName.ifEmpty { name.substringAfterLast('.') } }
    else -> SafeText.of(awaited)
}

private fun sourceOf(awaited: Any): CompletableFuture<*>? = ((awaited as? LoopFuture<*>)?.producer as? Relaying)?.source

/** What the task behind [future] waits for, in words; null if there is none, or it waits for nothing. */
internal fun awaitedBy(future: CompletableFuture<*>): String? =
    ((future as? LoopFuture<*>)?.producer as? TaskCore<*>)?.awaited?.let(::description)
