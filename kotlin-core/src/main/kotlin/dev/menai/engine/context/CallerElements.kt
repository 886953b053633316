package dev.menai.engine.context

import dev.menai.engine.InternalMenaiApi
import kotlinx.coroutines.CopyableThreadContextElement
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.ThreadContextElement
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext

/**
 * What Java code has of the coroutine that has called it: the elements of that one's context but for its job, its
 * dispatcher, and what sets context variables. Immutable.
 */
@OptIn(DelicateCoroutinesApi::class, ExperimentalCoroutinesApi::class)
@InternalMenaiApi
public class CallerElements private constructor(@JvmField public val all: CoroutineContext) {
    /** Those for which a thread holds something while code with them runs there. */
    public val ofThreads: List<ThreadContextElement<*>> =
        all.fold(emptyList()) { found, element -> if (element is ThreadContextElement<*>) found + element else found }

    /** Whether one of these has thrown and that has been reported. */
    @Volatile
    private var isReported = false

    /** Returns what a task, callback or call has that is made by code with these. In the thread of that code. */
    public fun forChild(): CallerElements =
        if (ofThreads.none { it is CopyableThreadContextElement<*> }) this else CallerElements(copies())

    private fun copies() = all.fold(EmptyCoroutineContext as CoroutineContext) { copied, element ->
        copied + if (element is CopyableThreadContextElement<*>) element.copyForChild() else element
    }

    /** Notes that one of these has thrown; returns whether it is the first time. */
    public fun failsFirst(): Boolean = !isReported.also { isReported = true }

    public companion object {
        /** Returns what Java code has that is called in [context], or null if that is nothing. */
        @JvmStatic
        public fun of(context: CoroutineContext): CallerElements? {
            val kept =
                context.fold(EmptyCoroutineContext as CoroutineContext) { found, element ->
                    if (isOfCode(element)) found + element else found
                }
            return if (kept === EmptyCoroutineContext) null else CallerElements(kept)
        }

        /** Whether [element] is about the code, and not about who runs it where. */
        private fun isOfCode(element: CoroutineContext.Element) =
            element.key !== Job && element.key !== ContinuationInterceptor && element !is VariablesElement
    }
}
