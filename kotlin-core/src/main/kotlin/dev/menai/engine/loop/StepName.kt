package dev.menai.engine.loop

import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext

/** What the steps of a loop are called in reports. */
internal object StepName {
    /** Returns what [step] is to call, if it is a callback, which forgets that as it starts. */
    fun callbackOf(step: Runnable): Any? = (step as? LoopCallback)?.state

    /** Returns what [step] is called, which is to call [callback], or was: the task whose step it is, if it is one's. */
    fun of(step: Any, callback: Any?): String {
        val task = ((step as? Continuation<*>) ?: (callback as? Resuming)?.continuation)?.context?.let(::taskOf)
        return when {
            task != null -> SafeText.of(task)
            step is LoopCallback && callback != null -> "callback ${ofCallback(callback)}"
            else -> SafeText.of(step)
        }
    }

    private fun taskOf(context: CoroutineContext): LoopTask? =
        context.fold(null) { found: LoopTask?, element -> found ?: (element as? OfTask)?.loopTask }

    /** Returns the text of [callback] if its class has one of its own, else what class it is, or whose lambda. */
    fun ofCallback(callback: Any): String {
        val name = callback.javaClass.name
        val lambda = name.indexOf("\$\$Lambda")
        return when {
            lambda >= 0 -> "lambda of ${name.substring(0, lambda)}"
            callback is Function<*> || !hasText(callback) -> name
            else -> SafeText.brief(callback)
        }
    }

    private fun hasText(callback: Any) = callback.javaClass.getMethod("toString").declaringClass != Any::class.java
}

/** A callback by which a coroutine goes on. */
internal interface Resuming {
    val continuation: Continuation<*>
}
