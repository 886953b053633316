package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.CarriedFailure
import dev.menai.engine.loop.SafeCause
import dev.menai.engine.loop.SafeText
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.CompletionStage

/** Reads how a future ended: the value, or the very exception that it was completed with. */
@InternalMenaiApi
public object Outcome {
    /** Returns the value of [future], which is done, to one who uses it from now on, or throws its failure itself. */
    @JvmStatic
    public fun <T> of(future: CompletableFuture<T>): T {
        if (future is LoopFuture<T>) future.takeUnlessFailed()
        return peek(future)
    }

    /** As [of], for one who may not use it: what was handed over can still go back. */
    internal fun <T> peek(future: CompletableFuture<T>): T {
        if (future.isCompletedExceptionally) throw failureOf(future)
        if (future is LoopFuture<T>) return future.valueNow()
        @Suppress("UNCHECKED_CAST") // null stands for "absent", which cannot be: the future is done
        return future.getNow(null as T)
    }

    /** Returns the failure of [future], which has failed, without the JDK's wrapper. */
    @JvmStatic
    public fun failureOf(future: CompletableFuture<*>): Throwable {
        if (future is LoopFuture<*>) return unwrapped(future.failure())
        var failure: Throwable? = null
        future.handle { _, thrown -> failure = thrown } // which does not ask it for its text
        return unwrapped(failure!!)
    }

    /** Whether [future] has failed, otherwise than by a cancellation; does not count as looking at it. */
    internal fun isFailed(future: CompletableFuture<*>): Boolean {
        if (!future.isCompletedExceptionally || future.isCancelled) return false
        return future is LoopFuture<*> || failureOf(future) !is CancellationException
    }

    /** Returns [failure] without one level of [CompletionException]. */
    @JvmStatic
    public fun unwrapped(failure: Throwable): Throwable =
        if (failure is CompletionException) SafeCause.of(failure)?.let(CarriedFailure::bare) ?: failure else failure

    /** Returns the future behind [stage], or one that follows it. */
    @JvmStatic
    public fun <T> futureOf(stage: CompletionStage<T>): CompletableFuture<T> {
        if (stage is LoopFuture<T>) return stage
        return try {
            val future: CompletableFuture<T>? = stage.toCompletableFuture()
            future ?: throw NullPointerException(
                "toCompletableFuture() of ${SafeText.of(stage)} must return a future, but returned null",
            )
        } catch (_: UnsupportedOperationException) {
            val follower = CompletableFuture<T>()
            stage.handle { value, failure ->
                if (failure == null) follower.complete(value) else follower.completeExceptionally(failure)
            }
            follower
        }
    }
}
