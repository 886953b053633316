package dev.menai.engine.loop

/** What the steps of a loop are called in reports. */
internal object StepName {
    /** Returns what [step] is to call, if it is a callback, which forgets that as it starts. */
    fun callbackOf(step: Runnable): Any? = (step as? LoopCallback)?.state

    /** Returns what [step] is called, which is to call [callback], or was. */
    fun of(step: Any, callback: Any?): String =
        if (step is LoopCallback && callback != null) "callback ${ofCallback(callback)}" else SafeText.of(step)

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
