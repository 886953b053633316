package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.Loop
import java.util.concurrent.CompletableFuture

/**
 * Waits for the end of [future], which may be a loop's or not, on behalf of something on [loop]; can leave before it.
 */
@InternalMenaiApi
public abstract class Listener internal constructor(
    @JvmField protected val loop: Loop,
    @JvmField internal val future: CompletableFuture<*>,
) : Waiter() {
    @Volatile
    private var link: ForeignLink? = null

    override val endsOthers: Boolean get() = true

    /**
     * Called once when [future] is done, unless this listener has left: by the thread that completed a loop's future;
     * through [loop] for another one.
     */
    protected abstract fun ended()

    /** Begins to listen; returns false, and will not tell, when [future] is done. */
    internal fun listen(): Boolean {
        if (future is LoopFuture<*>) return future.register(this)
        link = ForeignLink.open(future, loop, this, ::arrived)
        return link != null
    }

    private fun arrived() {
        if (!loop.enqueue(::ended)) ended() // nobody would bring it through a loop that is closed
    }

    /** Stops listening; returns false when [future] is done and [ended] has been or will be called. */
    internal fun leave(): Boolean = if (future is LoopFuture<*>) future.withdraw(this) else link?.withdraw() ?: false

    /** Whether somebody else counts on [future], so that it is not ours to cancel. */
    internal fun isShared(): Boolean =
        if (future is LoopFuture<*>) future.hasOthersThan(this) else ForeignFollower.isWanted(future, link)

    /** Leaves [future] alone for good, whoever waits for it and is cancelled. */
    internal fun shield() {
        if (future is LoopFuture<*>) future.isShielded = true else link?.shield()
    }

    /** Cancels [future]; returns false when it is past that. */
    internal fun cancelAwaited(reason: String): Boolean =
        if (future is LoopFuture<*>) future.cancelFor(reason) else Cancelling.cancelForeign(future, loop)

    /** Cancels [future] after leaving it, if the others for whom it was left alone have left as well. */
    internal fun cancelIfLast(reason: String) {
        if (isShared()) return
        if (future is LoopFuture<*>) future.abandon(reason) else Cancelling.cancelForeign(future, loop)
    }

    final override fun settled(future: LoopFuture<*>): Unit = ended()
}
