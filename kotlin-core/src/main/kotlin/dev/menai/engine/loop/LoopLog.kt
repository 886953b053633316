package dev.menai.engine.loop

/** The engine's log: the system logger `dev.menai`. */
public object LoopLog : ErrorSink {
    private val logger: System.Logger = System.getLogger("dev.menai")

    override fun report(report: ErrorReport) {
        val text =
            buildString {
                append(report.message)
                report.source?.let { append("\n  in ").append(it) }
                report.createdAt?.let { append('\n').append(it.stackTraceToString()) }
            }
        failure(text, report.failure)
    }

    @JvmStatic
    public fun failure(message: String, failure: Throwable?) {
        logger.log(System.Logger.Level.ERROR, message, failure)
    }

    @JvmStatic
    public fun warn(message: String, cause: Throwable?) {
        logger.log(System.Logger.Level.WARNING, message, cause)
    }
}
