package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.context.VarContext
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater

/**
 * A callback on its way to a loop, run once in its own context.
 *
 * States: the callback itself (pending) -> [STARTED] | [CANCELLED]. The one who moves it first decides: a callback
 * that has started cannot be cancelled any more, a cancelled one is let go of at once and never runs.
 */
@InternalMenaiApi
public open class LoopCallback(
    @JvmField public val loop: Loop,
    callback: Runnable,
    @JvmField public val context: VarContext,
) : Runnable {
    @Volatile
    @JvmField
    internal var state: Any = callback

    /** The object that Java users hold for this callback. */
    @JvmField
    public var facade: Any? = null

    /** Where this callback was handed in; debug mode only. */
    @JvmField
    public val createdAt: Throwable? = loop.creationTrace()

    public val isCancelled: Boolean get() = state === CANCELLED

    internal val isPending: Boolean get() = state.let { it !== STARTED && it !== CANCELLED }

    /** Who is to be told when this is dropped, or null. */
    internal val dropped: Dropped? get() = state as? Dropped

    /** Cancels this callback unless it has started; returns whether this call did it. */
    public open fun cancel(): Boolean = isPending && moveTo(CANCELLED) != null

    override fun run() {
        val callback = moveTo(STARTED) ?: return
        val thread = ThreadState.current()
        val outer = thread.enter(if (context === Loop.NO_VARIABLES) null else context)
        val held = HeldElements.hold(context)
        try {
            callback.run()
        } catch (failure: Throwable) {
            loop.stepFailed(failure) {
                ErrorReport("Exception in callback ${StepName.ofCallback(callback)}", failure, this, createdAt, context)
            }
        } finally {
            held?.release()
            thread.enter(outer)
        }
    }

    private fun moveTo(end: Any): Runnable? {
        while (true) {
            val now = state
            if (now === STARTED || now === CANCELLED) return null
            if (STATE.compareAndSet(this, now, end)) return now as Runnable
        }
    }

    override fun toString(): String {
        val what =
            when (val now = state) {
                STARTED -> "started"
                CANCELLED -> "cancelled"
                else -> StepName.ofCallback(now)
            }
        return "callback $what"
    }

    private companion object {
        val STARTED = Any()
        val CANCELLED = Any()
        val STATE: AtomicReferenceFieldUpdater<LoopCallback, Any> =
            AtomicReferenceFieldUpdater.newUpdater(LoopCallback::class.java, Any::class.java, "state")
    }
}
