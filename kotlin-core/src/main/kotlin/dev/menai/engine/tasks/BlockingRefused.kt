package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.ThreadState

/** Refuses to block a thread that runs a loop's step: it may wait for what needs that thread. */
@InternalMenaiApi
public object BlockingRefused {
    private val walker = StackWalker.getInstance()

    /** Throws when [method], which is about to block for [future], was called in a step of a loop. */
    @JvmStatic
    public fun check(future: LoopFuture<*>, method: String) {
        val state = ThreadState.current()
        val loop = state.loop ?: return
        val task = state.task
        val (place, remedy) =
            when (task) {
                null -> "a callback or coroutine" to "use addDoneCallback in a callback, await() in a coroutine"
                is LinearTask<*> -> "the body of task '${task.name}'" to "use Asyncio.await"
                else -> "the coroutine of task '${task.name}'" to "use the suspend function await()"
            }
        throw IllegalStateException(
            "$method() must not block an event loop, but was called by ${caller()}, in $place on $loop, for $future. " +
                "Probably you want its value here: $remedy, or call $method() in toThread",
        )
    }

    /** The innermost frame that is neither ours nor the JDK's. */
    private fun caller(): String = walker.walk { frames ->
        frames
            .filter { frame -> INNER.none { frame.className.startsWith(it) } }
            .findFirst()
            .map { it.toStackTraceElement().toString() }
            .orElse("unknown code")
    }

    private val INNER =
        listOf(
            "dev.menai.engine.",
            "dev.menai.internal.",
            "dev.menai.kotlin.Suspend",
            "dev.menai.kotlin.generated.FacadeCalls",
            "java.",
            "jdk.",
        )
}
