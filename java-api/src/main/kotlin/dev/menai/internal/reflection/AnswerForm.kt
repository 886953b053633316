package dev.menai.internal.reflection

import dev.menai.engine.InternalMenaiApi

/** What a Kotlin caller expects of a suspend function that Java implements. */
@InternalMenaiApi
public class AnswerForm private constructor(
    /** Whether the caller takes the answer at once in another form than later: then it comes later. */
    internal val isLater: Boolean,
    internal val isResult: Boolean,
    internal val conversion: Conversion,
) {
    public companion object {
        /** What a caller takes in the same form at once and later, after [conversion]. */
        @JvmStatic
        public fun plain(conversion: Conversion): AnswerForm = AnswerForm(isLater = false, isResult = false, conversion)

        /** The object of a value class, which [boxing] makes of what is inside. */
        @JvmStatic
        public fun boxed(boxing: Conversion): AnswerForm = AnswerForm(isLater = true, isResult = false, boxing)

        /** A `Result`: a failure is a value too. */
        @JvmStatic
        public fun result(conversion: Conversion): AnswerForm = AnswerForm(isLater = true, isResult = true, conversion)
    }
}
