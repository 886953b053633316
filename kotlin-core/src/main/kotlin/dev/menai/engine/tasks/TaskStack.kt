package dev.menai.engine.tasks

import dev.menai.engine.loop.Frames

/** The frames of a linear body, from those of the thread that it stands on. */
internal object TaskStack {
    private val WAITER: String = LinearTask::class.java.name
    private const val WAIT = "await" // what the compiler appends is the name of the module

    /** Returns [stack] from the body on: without what its thread does while the body waits, and without the engine. */
    fun of(stack: Array<StackTraceElement>): Array<StackTraceElement> {
        val wait = stack.indexOfLast { it.className == WAITER && it.methodName.startsWith(WAIT) }
        return Frames.fromUser(stack.drop(maxOf(0, wait))).toTypedArray()
    }
}
