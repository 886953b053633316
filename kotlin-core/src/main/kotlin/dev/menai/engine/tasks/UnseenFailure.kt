package dev.menai.engine.tasks

import dev.menai.engine.loop.ErrorReport
import dev.menai.engine.loop.Loop
import java.lang.ref.Cleaner
import java.util.concurrent.atomic.AtomicBoolean

/**
 * A failure that nobody has looked at yet. It is reported once: when its future is collected or its loop is closed,
 * whichever comes first, unless it is dismissed before. Does not hold the future.
 */
internal class UnseenFailure private constructor(private val loop: Loop, private val report: ErrorReport) : Runnable {
    private val isOver = AtomicBoolean()
    private var cleanable: Cleaner.Cleanable? = null

    override fun run() {
        if (!isOver.compareAndSet(false, true)) return
        loop.forgetOnClose(this)
        loop.report(report)
    }

    fun dismiss() {
        if (!isOver.compareAndSet(false, true)) return
        loop.forgetOnClose(this)
        cleanable?.clean()
    }

    companion object {
        private val cleaner = Cleaner.create()

        fun of(future: LoopFuture<*>): UnseenFailure {
            val subject = future.describe().replaceFirstChar(Char::uppercase)
            val report =
                ErrorReport(
                    "$subject exception was never retrieved",
                    future.failureUnseen(),
                    future.toString(),
                    future.createdAt,
                    future.context(),
                )
            val unseen = UnseenFailure(future.loop, report)
            unseen.cleanable = cleaner.register(future, unseen)
            future.loop.onClose(unseen)
            return unseen
        }
    }
}
