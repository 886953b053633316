package dev.menai.engine.tasks

import dev.menai.engine.loop.Frames
import kotlinx.coroutines.Job
import kotlin.coroutines.jvm.internal.CoroutineStackFrame

/**
 * Where a coroutine is suspended. The frames are those that the compiler has noted; who waits is known to the job that would
 * cancel him. That is internal to kotlinx: where it is not as expected, or closed to us as a module, the frames begin at the
 * innermost scope (`coroutineScope`, `withContext`) that the coroutine is in.
 */
internal object CoroutineStack {
    private const val WAITING = "kotlinx.coroutines.ChildContinuation"

    /** Returns the frames of the coroutine of [job], innermost first; nothing where they cannot be known. */
    fun of(job: Job): List<StackTraceElement> {
        var innermost = job
        while (true) innermost = innermost.children.firstOrNull { it is CoroutineStackFrame } ?: break
        val frames = framesOf(waitingIn(innermost) ?: innermost)
        return frames.dropWhile { !Frames.isOfUser(it) }.ifEmpty { frames }
    }

    /** Returns the frames of [continuation] and of those that have called it. */
    fun framesOf(continuation: Any?): List<StackTraceElement> =
        generateSequence(continuation as? CoroutineStackFrame) { it.callerFrame }
            .mapNotNull { it.getStackTraceElement() }
            .toList()

    private fun waitingIn(job: Job): Any? = try {
        nodesOf(job).firstOrNull { it.javaClass.name == WAITING }?.let(::continuationOf)
    } catch (_: ReflectiveOperationException) {
        null // another release
    } catch (_: RuntimeException) {
        null // a module that is not open to us
    }

    private fun continuationOf(node: Any): Any? =
        node.javaClass.getDeclaredField("child").apply { isAccessible = true }.get(node)

    /** The handlers that are registered with [job]: its state is one, or a list of them, or has such a list. */
    private fun nodesOf(job: Job): Sequence<Any> {
        val state = Class.forName("kotlinx.coroutines.JobSupport").getMethod("getState\$kotlinx_coroutines_core")(job)
        val list = state.property("getList") ?: return sequenceOf(state)
        return generateSequence(list.property("getNextNode")) { it.property("getNextNode") }.takeWhile { it !== list }
    }

    private fun Any.property(getter: String): Any? = javaClass.getMethod(getter).apply { isAccessible = true }(this)
}
