package dev.menai.engine.tasks

import dev.menai.engine.loop.Frames
import dev.menai.engine.loop.Frames.bare

/** The frames of a linear body, from those of the thread that it stands on. */
internal object TaskStack {
    private val WAITER: String = LinearTask::class.java.name
    private const val LAMBDA = "\$\$Lambda" // whose own frame some JDKs show, some hide
    private const val WAIT = "await" // what the compiler appends is the name of the module

    /**
     * Returns [stack] from where the body waits to where it begins: without what its thread does while the body waits, and
     * without the engine at both ends.
     */
    fun of(stack: Array<StackTraceElement>): Array<StackTraceElement> {
        val wait = stack.indexOfLast { it.className == WAITER && it.methodName.startsWith(WAIT) }
        val fromUser = Frames.fromUser(stack.drop(maxOf(0, wait))).filter { LAMBDA !in it.className }
        return fromUser.dropLastWhile(Frames::isInner).ifEmpty { fromUser }.map { it.bare() }.toTypedArray()
    }
}
