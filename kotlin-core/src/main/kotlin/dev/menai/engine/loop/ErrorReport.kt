package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.context.VarContext

/** A failure that nobody is there to receive, on its way to a loop's exception handler. */
@InternalMenaiApi
public class ErrorReport(
    @JvmField public val message: String,
    @JvmField public val failure: Throwable?,
    /** The future or [LoopCallback] that failed. */
    @JvmField public val source: Any?,
    /** Where the source was created, in debug mode. */
    @JvmField public val createdAt: Throwable?,
    /** The context to handle the report in. */
    @JvmField public val context: VarContext?,
)

/** Receives what a loop has to report. */
@InternalMenaiApi
public fun interface ErrorSink {
    public fun report(report: ErrorReport)
}
