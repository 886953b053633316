package dev.menai.engine.tasks

import dev.menai.engine.loop.LoopLog
import dev.menai.engine.loop.SafeText
import dev.menai.engine.loop.ThreadState
import java.util.concurrent.CompletionStage
import java.util.concurrent.atomic.AtomicBoolean

/** Warns of a body whose value is a stage, which was probably meant to be awaited: once for each class of bodies. */
public object StageValues {
    private val told =
        object : ClassValue<AtomicBoolean>() {
            override fun computeValue(type: Class<*>) = AtomicBoolean()
        }

    /** Returns [value], which [body] has returned, and has a look at it. */
    @JvmStatic
    public fun <T> noticed(body: Any, value: T): T {
        if (value is CompletionStage<*> && told[body.javaClass].compareAndSet(false, true)) warn(body, value)
        return value
    }

    private fun warn(body: Any, stage: CompletionStage<*>) {
        val task = ThreadState.current().task?.let { "task '${it.name}', a" } ?: "a"
        val place = body.javaClass.name.substringBefore("\$\$Lambda")
        LoopLog.warn(
            "The body of $task body in $place, should return a value, but returned a future, which nobody waits for: " +
                "${SafeText.of(
                    stage,
                )}. Await it in the body, or create the task with createTaskFrom. (This is said once " +
                "for a body.)",
            null,
        )
    }
}
