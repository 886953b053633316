package dev.menai.engine.loop

import dev.menai.engine.context.CallerElements
import dev.menai.engine.context.VarContext
import kotlinx.coroutines.ThreadContextElement

/**
 * What a thread holds for the elements of a Kotlin caller while it runs a step of Java code that has them, from
 * [hold] to [release]. The steps of coroutines have it from kotlinx.
 *
 * An element that throws is reported once; the step goes on without it.
 */
internal class HeldElements private constructor(private val elements: CallerElements) {
    private val before: Array<Any?> = Array(elements.ofThreads.size) { install(elements.ofThreads[it]) }

    private fun install(element: ThreadContextElement<*>): Any? = try {
        element.updateThreadContext(elements.all)
    } catch (failure: Throwable) {
        report(element, "set", failure)
        FAILED
    }

    /** Has this thread hold what it held before. */
    fun release() {
        for (at in before.indices.reversed()) {
            val element = elements.ofThreads[at]
            if (before[at] !== FAILED) restore(element, before[at])
        }
    }

    private fun restore(element: ThreadContextElement<*>, before: Any?) {
        @Suppress("UNCHECKED_CAST") // it has come from there
        element as ThreadContextElement<Any?>
        try {
            element.restoreThreadContext(elements.all, before)
        } catch (failure: Throwable) {
            report(element, "restore", failure)
        }
    }

    private fun report(element: ThreadContextElement<*>, action: String, failure: Throwable) {
        if (!elements.failsFirst()) return
        LoopLog.failure(
            "${SafeText.of(element)} must $action what a thread holds, but threw ${SafeText.of(failure)}; the step " +
                "goes on without, and further failures in this call are not reported: mend it",
            failure,
        )
        Fatal.errorIn(failure)?.let { ThreadState.current().loop?.fail(it) }
    }

    companion object {
        private val FAILED = Any()

        /** Has this thread hold what the elements of [context] ask for; returns null if that is nothing. */
        fun hold(context: VarContext): HeldElements? {
            val elements = context.elements ?: return null
            return if (elements.ofThreads.isEmpty()) null else HeldElements(elements)
        }
    }
}
