package dev.menai.internal.reflection

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.tasks.loop
import dev.menai.internal.bridge.JavaBodies
import dev.menai.internal.bridge.Origin
import kotlinx.coroutines.currentCoroutineContext
import java.lang.reflect.Method
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionStage
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn

/** Java methods as Kotlin suspend functions. */
@InternalMenaiApi
public object JavaAnswers {
    /**
     * Returns what [method] of [target], which has this [origin], answers: the value of the stage that it returns, or, if
     * it returns none, the value that it has as a linear body.
     */
    @JvmStatic
    public suspend fun answer(
        origin: Origin,
        method: Method,
        target: Any,
        arguments: Array<Any?>,
        form: AnswerForm,
    ): Any? {
        val outcome =
            try {
                Result.success(form.conversion.of(valueOf(origin, method, target, arguments)))
            } catch (failure: Throwable) {
                Result.failure(failure)
            }
        val failure = outcome.exceptionOrNull()
        if (form.isResult && failure !is CancellationException) return later(Result.success(outcome))
        // what a proxy throws at once would be wrapped
        return if (form.isLater || failure != null) later(outcome) else outcome.getOrNull()
    }

    /** Throws [failure], after a suspension. */
    @JvmStatic
    public suspend fun fail(failure: Throwable): Any? = later(Result.failure(failure))

    private suspend fun valueOf(origin: Origin, method: Method, target: Any, arguments: Array<Any?>): Any? {
        val isStage = CompletionStage::class.java.isAssignableFrom(method.returnType)
        if (!isStage) return JavaBodies.runLinear<Any?>(origin) { Reflected.invoke(method, target, arguments) }
        return JavaBodies.awaitResult<Any?>(origin) { stageOf(method, target, arguments) }
    }

    private fun stageOf(method: Method, target: Any, arguments: Array<Any?>): CompletionStage<*> {
        val stage = Reflected.invoke(method, target, arguments) as CompletionStage<*>?
        return checkNotNull(stage) { "$method must return a stage, but returned null" }
    }

    /** Goes on with [outcome] after a suspension: what is resumed with is in the form of objects always. */
    private suspend fun later(outcome: Result<Any?>): Any? {
        val loop = currentCoroutineContext().loop
        return suspendCoroutineUninterceptedOrReturn { continuation ->
            val resume = Runnable { continuation.intercepted().resumeWith(outcome) }
            if (!loop.enqueue(resume)) throw loop.closed("answer Kotlin")
            COROUTINE_SUSPENDED
        }
    }
}
