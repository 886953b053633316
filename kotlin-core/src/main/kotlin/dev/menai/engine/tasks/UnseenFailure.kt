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

    @Volatile
    private var cleanable: Cleaner.Cleanable? = null

    override fun run() {
        if (!isOver.compareAndSet(false, true)) return
        loop.forgetOnClose(this)
        loop.report(report)
    }

    /** Begins to watch [future], which has this failure; only then, because who looks before finds it there to dismiss. */
    fun watch(future: LoopFuture<*>) {
        cleanable = cleaner.register(future, this)
        loop.onClose(this)
        if (isOver.get()) forget() // somebody has looked in between
    }

    fun dismiss() {
        if (isOver.compareAndSet(false, true)) forget()
    }

    private fun forget() {
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
                    (future.producer as? TaskCore<*>)?.context,
                )
            return UnseenFailure(future.loop, report)
        }
    }
}
