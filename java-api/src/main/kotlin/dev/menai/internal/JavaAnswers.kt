package dev.menai.internal

import dev.menai.engine.tasks.awaitStage
import dev.menai.engine.tasks.loop
import kotlinx.coroutines.currentCoroutineContext
import java.lang.reflect.Method
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionStage
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn

/** What a Kotlin caller expects of a suspend function that Java implements. */
public class AnswerForm private constructor(
    /** Whether the caller takes the answer at once in another form than later: then it comes later. */
    internal val isLater: Boolean,
    internal val isResult: Boolean,
    internal val conversion: Conversion,
) {
    public companion object {
        @JvmField
        public val PLAIN: AnswerForm = AnswerForm(isLater = false, isResult = false, Conversion.none())

        /** What a caller takes in the same form at once and later, after [conversion]. */
        @JvmStatic
        public fun plain(conversion: Conversion): AnswerForm = AnswerForm(isLater = false, isResult = false, conversion)

        @JvmField
        public val UNIT: AnswerForm = AnswerForm(isLater = false, isResult = false, { })

        /** The object of a value class, which [boxing] makes of what is inside. */
        @JvmStatic
        public fun boxed(boxing: Conversion): AnswerForm = AnswerForm(isLater = true, isResult = false, boxing)

        /** A `Result`: a failure is a value too. */
        @JvmStatic
        public fun result(conversion: Conversion): AnswerForm = AnswerForm(isLater = true, isResult = true, conversion)
    }
}

/** Java methods as Kotlin suspend functions. */
public object JavaAnswers {
    /**
     * Returns what [method] of [target] answers: the value of the stage that it returns, or, if it returns none, the
     * value that it has as a linear body.
     */
    @JvmStatic
    public suspend fun answer(method: Method, target: Any, arguments: Array<Any?>, form: AnswerForm): Any? {
        val outcome =
            try {
                Result.success(form.conversion.of(valueOf(method, target, arguments)))
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

    private suspend fun valueOf(method: Method, target: Any, arguments: Array<Any?>): Any? {
        val isStage = CompletionStage::class.java.isAssignableFrom(method.returnType)
        if (!isStage) return JavaBodies.runLinear<Any?> { Reflected.invoke(method, target, arguments) }
        @Suppress("UNCHECKED_CAST") // only read
        val stage = Reflected.invoke(method, target, arguments) as CompletionStage<Any?>?
        return awaitStage(checkNotNull(stage) { "$method must return a stage, but returned null" })
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
