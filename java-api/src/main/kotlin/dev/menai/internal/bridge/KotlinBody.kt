package dev.menai.internal.bridge

import dev.menai.engine.context.VarContext
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.SuspendTask
import dev.menai.engine.tasks.TaskCore
import dev.menai.internal.SuspendBody
import kotlinx.coroutines.CoroutineScope

/** A task's body that is a suspend lambda. */
internal class KotlinBody<T>(private val block: suspend CoroutineScope.() -> T) : SuspendBody<T> {
    override fun taskFor(future: LoopFuture<T>, context: VarContext, name: String?): TaskCore<T> =
        SuspendTask(future, block, context, name)
}
