package dev.menai.engine.tasks

import dev.menai.engine.loop.Loop
import java.util.concurrent.CompletableFuture

/**
 * Waits for the end of [future], which may be a loop's or not, on behalf of something on [loop]; can leave before it.
 */
public abstract class Listener internal constructor(
    @JvmField protected val loop: Loop,
    @JvmField internal val future: CompletableFuture<*>,
) : Waiter() {
    private var link: ForeignLink? = null

    override val endsOthers: Boolean get() = true

    /** Called once when [future] is done, by the thread that completed it, unless this listener has left. */
    protected abstract fun ended()

    /** Begins to listen; returns false, and will not tell, when [future] is done. */
    internal fun listen(): Boolean {
        if (future is LoopFuture<*>) return future.register(this)
        if (future.isDone) return false
        link = ForeignLink(loop) { ended() }.also { it.open(future) }
        return true
    }

    /** Stops listening; returns false when [future] is done and [ended] has been or is being called. */
    internal fun leave(): Boolean = if (future is LoopFuture<*>) future.withdraw(this) else link?.withdraw() ?: false

    /** Whether somebody else counts on [future], so that it is not ours to cancel. */
    internal fun isShared(): Boolean =
        if (future is LoopFuture<*>) future.hasOthersThan(this) else !Cancelling.isUnshared(future, loop)

    /** Cancels [future]; returns false when it is past that. */
    internal fun cancelAwaited(reason: String): Boolean =
        if (future is LoopFuture<*>) future.cancelFor(reason) else Cancelling.cancelForeign(future, loop)

    /** Cancels [future] after leaving it, if the others for whom it was left alone have left as well. */
    internal fun cancelIfLast(reason: String) {
        if (future is LoopFuture<*> && !future.hasOthersThan(this)) future.abandon(reason)
    }

    final override fun settled(future: LoopFuture<*>): Unit = ended()
}
