package dev.menai.engine.tasks

import dev.menai.engine.loop.ThreadState

/** Refuses to block a thread that runs a loop's step: it may wait for what needs that thread. */
internal object BlockingRefused {
    fun check(future: LoopFuture<*>, method: String) {
        val state = ThreadState.current()
        val loop = state.loop ?: return
        val place = state.task?.let { "the body of task '${it.name}'" } ?: "a callback"
        throw IllegalStateException(
            "$method() must not block an event loop, but was called in $place on $loop for $future, pending. " +
                "Probably you want its value here: use Asyncio.await in a body, addDoneCallback in a callback, " +
                "or call $method() in toThread",
        )
    }
}
