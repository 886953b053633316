package dev.menai.engine.tasks

import dev.menai.engine.loop.Loop
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicBoolean
import java.util.function.BiConsumer

/**
 * Waits for the end of [future], which may be a loop's or not, on behalf of something on [loop]; can leave before it.
 */
public abstract class Listener internal constructor(
    @JvmField protected val loop: Loop,
    @JvmField internal val future: CompletableFuture<*>,
) : Waiter(),
    BiConsumer<Any?, Throwable?> {
    /** For a foreign future: what the JDK derived for us, and whether we still count as work outside the loop. */
    private var derived: CompletableFuture<*>? = null
    private val isOutside = AtomicBoolean()

    /** Called once when [future] is done, by the thread that completed it, unless this listener has left. */
    protected abstract fun ended()

    /** Begins to listen; returns false, and will not tell, when [future] is done. */
    internal fun listen(): Boolean {
        if (future is LoopFuture<*>) return future.register(this)
        if (future.isDone) return false
        isOutside.set(true)
        loop.outsideWorkBegan()
        derived = future.whenComplete(this)
        return true
    }

    /** Stops listening; returns false when [future] is done and [ended] has been or is being called. */
    internal fun leave(): Boolean {
        if (future is LoopFuture<*>) return future.withdraw(this)
        if (!isOutside.compareAndSet(true, false)) return false
        derived?.cancel(false)
        loop.outsideWorkEnded()
        return true
    }

    /** Passes a cancellation on to [future], unless somebody else counts on it; returns whether it was taken. */
    internal fun cancelUnlessShared(reason: String): Boolean = when (future) {
        is LoopFuture<*> -> !future.hasOthersThan(this) && future.cancelFor(reason)
        else -> future.numberOfDependents <= 1 && future.cancel(false)
    }

    final override fun settled(future: LoopFuture<*>): Unit = ended()

    public final override fun accept(value: Any?, failure: Throwable?) {
        if (!isOutside.compareAndSet(true, false)) return
        try {
            ended()
        } finally {
            loop.outsideWorkEnded()
        }
    }
}
