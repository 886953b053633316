package dev.menai.internal.bridge

import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.LoopLog
import dev.menai.engine.loop.SafeText
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext

/** Tells, in debug mode, who has Java code called from where it might block, that it runs on a loop all the same. */
internal object LoopChange {
    /** Whether it has been told of code of this class, which is a place in the source where that is a lambda. */
    private val told =
        object : ClassValue<AtomicBoolean>() {
            override fun computeValue(type: Class<*>) = AtomicBoolean()
        }

    fun warnOnce(loop: Loop, code: Any?, context: CoroutineContext) {
        val dispatcher = SafeText.of(context[ContinuationInterceptor] ?: return)
        if (code == null || !dispatcher.startsWith("Dispatchers.IO") || told.get(code.javaClass).getAndSet(true)) return
        val name = SafeText.of(code)
        LoopLog.warn(
            "$name must not block, but was called from $dispatcher: Java code runs on the loop on which it was made, " +
                "$loop; if it is to block, make it in SuspendLambdas.whereCalled, or use toThread in it",
            Throwable("called here"),
        )
    }
}
