package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.LoopLog
import dev.menai.engine.loop.LoopTask
import dev.menai.engine.loop.SafeText
import dev.menai.engine.loop.ThreadState
import java.util.concurrent.CompletionStage
import java.util.concurrent.atomic.AtomicBoolean

/** Warns of a body whose value is a stage, which was probably meant to be awaited: once for each class of bodies. */
@InternalMenaiApi
public object StageValues {
    private val told =
        object : ClassValue<AtomicBoolean>() {
            override fun computeValue(type: Class<*>) = AtomicBoolean()
        }

    /** Returns [value], which [body] has returned, in a step of its task, and has a look at it. */
    @JvmStatic
    public fun <T> noticed(body: Any, value: T): T {
        if (value is CompletionStage<*> && isNew(body)) warn(body, value, ThreadState.current().task)
        return value
    }

    /** As [noticed], for the body of [task], wherever that has ended. */
    internal fun <T> noticed(body: Any, value: T, task: LoopTask): T {
        if (value is CompletionStage<*> && isNew(body)) warn(body, value, task)
        return value
    }

    private fun isNew(body: Any): Boolean = told[body.javaClass].compareAndSet(false, true)

    private fun warn(body: Any, stage: CompletionStage<*>, task: LoopTask?) {
        val place = body.javaClass.name.substringBefore("\$\$Lambda")
        val name = task?.let { " (task '${it.name}')" }.orEmpty()
        val future = SafeText.of(stage)
        LoopLog.warn(
            "A body in $place$name should return a value, but returned a future, which nobody waits for: $future. " +
                "Await it in the body (in a thread, join it), or create the task with createTaskFrom. (This is said once for a body.)",
            null,
        )
    }
}
