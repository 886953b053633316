package dev.menai.engine.tasks

import dev.menai.engine.loop.SafeText

/**
 * The text form of [future]: state, name, what its task awaits, who waits for it, its failure. What is awaited and who
 * waits are only named, so that tasks that wait for each other in a circle have a text form too.
 */
internal fun textOf(future: LoopFuture<*>): String = buildString {
    val task = future.producer as? TaskCore<*>
    append(if (task == null) "Future[" else "Task[").append(stateOf(future))
    task?.let { append(", name='").append(it.name).append('\'') }
    task?.awaited?.let { append(", awaits ").append((it as? LoopFuture<*>)?.describe() ?: SafeText.of(it)) }
    val waiting = future.registered()
    if (waiting.isNotEmpty()) append(", awaited by ").append(waiting.joinToString { it.describe() })
    if (hasFailed(future)) append(", ").append(SafeText.of(future.failureUnseen()))
    append(']')
}

private fun stateOf(future: LoopFuture<*>) = when {
    !future.isDone -> "pending"
    future.isCancelled -> "cancelled"
    hasFailed(future) -> "failed"
    else -> "done"
}

private fun hasFailed(future: LoopFuture<*>) = future.isCompletedExceptionally && !future.isCancelled
