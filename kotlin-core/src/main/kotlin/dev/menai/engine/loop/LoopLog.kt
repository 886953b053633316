package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import java.io.PrintWriter
import java.io.Writer

/**
 * The engine's log: the system logger `dev.menai`. Never throws, whatever the logger or what is logged does. When the
 * process ends, it prints to the standard error stream as well: loggers have hooks of their own, by which they close.
 */
@InternalMenaiApi
public object LoopLog : ErrorSink {
    private val logger: System.Logger = System.getLogger("dev.menai")

    override fun report(report: ErrorReport) {
        val text =
            buildString {
                append(report.message)
                report.source?.let { append("\n  in ").append(SafeText.of(it)) }
                report.createdAt?.let { append('\n').append(it.stackTraceToString()) }
            }
        failure(text, report.failure)
    }

    @JvmStatic
    public fun failure(message: String, failure: Throwable?): Unit = log(System.Logger.Level.ERROR, message, failure)

    @JvmStatic
    public fun warn(message: String, cause: Throwable?): Unit = log(System.Logger.Level.WARNING, message, cause)

    @JvmStatic
    public fun info(message: String, cause: Throwable?): Unit = log(System.Logger.Level.INFO, message, cause)

    private fun log(level: System.Logger.Level, message: String, failure: Throwable?) {
        val printable = failure?.let(::printable)
        try {
            logger.log(level, message, printable)
        } catch (thrown: Throwable) {
            withoutLogger(message, printable, thrown)
            return
        }
        if (ProcessEnd.hasBegun) print(message, printable)
    }

    /** Returns [failure], or what can be said of it if it cannot be printed: a logger would lose the report with it. */
    private fun printable(failure: Throwable): Throwable = try {
        failure.printStackTrace(PrintWriter(Writer.nullWriter()))
        failure
    } catch (_: Throwable) {
        Unprintable(failure)
    }

    private class Unprintable(failure: Throwable) : Throwable(SafeText.of(failure), null, false, true) {
        init {
            // the getter may be what throws
            stackTrace = runCatching { failure.stackTrace }.getOrDefault(stackTrace)
        }
    }

    /** The last resort. What the standard error stream of the process throws, there is nobody left to tell. */
    private fun withoutLogger(message: String, failure: Throwable?, thrown: Throwable) {
        print(message, failure)
        toStandardError("  not logged: the logger dev.menai threw ${SafeText.of(thrown)}")
    }

    private fun print(message: String, failure: Throwable?): Unit =
        toStandardError("dev.menai: $message" + (failure?.let { "\n  ${SafeText.of(it)}" } ?: ""))

    private fun toStandardError(text: String) {
        try {
            System.err.println(text)
        } catch (_: Throwable) {
            return
        }
    }
}
