package dev.menai.engine.loop

import dev.menai.engine.loop.Frames.bare

/** Reads from a stack what blocks there, and for whom. */
internal object Blockage {
    private class Blocker(val type: String, val methods: List<String>)

    private val blockers =
        listOf(
            Blocker("kotlinx.coroutines.BuildersKt", listOf("runBlocking")),
            Blocker("java.util.concurrent.CompletableFuture", listOf("get", "join")),
            Blocker("java.util.concurrent.FutureTask", listOf("get")),
            Blocker("java.util.concurrent.CountDownLatch", listOf("await")),
            Blocker("java.lang.Thread", listOf("sleep", "join")),
            Blocker("java.lang.Object", listOf("wait")),
        )

    private const val CALLERS = 6

    /** Returns what [stack] blocks in and who called that, innermost first, or null if nothing known blocks. */
    fun describe(stack: Array<StackTraceElement>): String? {
        val at = stack.indexOfFirst { frame -> blockers.any { it.isIn(frame) } }
        if (at < 0) return null
        // the outermost of a run of frames of the same blocker is the one that was called
        val last = (at until stack.size).takeWhile { stack[it].className == stack[at].className }.last()
        val callers = stack.drop(last + 1).filterNot(Frames::isInner).take(CALLERS)
        val called = callers.joinToString("") { "\n  called by ${it.bare()}" }
        return "${stack[last].className.substringBefore("__")}.${stack[last].methodName.substringBefore('$')}$called"
    }

    private fun Blocker.isIn(frame: StackTraceElement): Boolean =
        frame.className.startsWith(type) && methods.any { frame.methodName.startsWith(it) }
}
