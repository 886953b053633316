package dev.menai.engine.tasks

import dev.menai.engine.loop.Loop
import java.util.Objects
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executor
import java.util.function.BiConsumer
import java.util.function.BiFunction
import java.util.function.Consumer
import java.util.function.Function

/**
 * A [LoopFuture] whose stages take what it was [handed][Handing] when their functions begin with it: so a stage that ends
 * otherwise has it go back, and no function begins with what went back.
 */
public open class TakingFuture<T>(loop: Loop) : LoopFuture<T>(loop) {
    override fun <U> thenApply(fn: Function<in T, out U>): CompletableFuture<U> = claiming(super.thenApply(taking(fn)))

    override fun <U> thenApplyAsync(fn: Function<in T, out U>): CompletableFuture<U> =
        claiming(super.thenApplyAsync(taking(fn)))

    override fun <U> thenApplyAsync(fn: Function<in T, out U>, executor: Executor): CompletableFuture<U> =
        claiming(super.thenApplyAsync(taking(fn), executor))

    override fun thenAccept(action: Consumer<in T>): CompletableFuture<Void> =
        claiming(super.thenAccept(taking(action)))

    override fun thenAcceptAsync(action: Consumer<in T>): CompletableFuture<Void> =
        claiming(super.thenAcceptAsync(taking(action)))

    override fun thenAcceptAsync(action: Consumer<in T>, executor: Executor): CompletableFuture<Void> =
        claiming(super.thenAcceptAsync(taking(action), executor))

    override fun thenRun(action: Runnable): CompletableFuture<Void> = claiming(super.thenRun(taking(action)))

    override fun thenRunAsync(action: Runnable): CompletableFuture<Void> = claiming(super.thenRunAsync(taking(action)))

    override fun thenRunAsync(action: Runnable, executor: Executor): CompletableFuture<Void> =
        claiming(super.thenRunAsync(taking(action), executor))

    override fun <U> handle(fn: BiFunction<in T?, Throwable?, out U>): CompletableFuture<U> =
        claiming(super.handle(takingOutcome(fn)))

    override fun <U> handleAsync(fn: BiFunction<in T?, Throwable?, out U>): CompletableFuture<U> =
        claiming(super.handleAsync(takingOutcome(fn)))

    override fun <U> handleAsync(fn: BiFunction<in T?, Throwable?, out U>, executor: Executor): CompletableFuture<U> =
        claiming(super.handleAsync(takingOutcome(fn), executor))

    override fun whenComplete(action: BiConsumer<in T?, in Throwable?>): CompletableFuture<T> =
        claiming(super.whenComplete(takingOutcome(action)))

    override fun whenCompleteAsync(action: BiConsumer<in T?, in Throwable?>): CompletableFuture<T> =
        claiming(super.whenCompleteAsync(takingOutcome(action)))

    override fun whenCompleteAsync(action: BiConsumer<in T?, in Throwable?>, executor: Executor): CompletableFuture<T> =
        claiming(super.whenCompleteAsync(takingOutcome(action), executor))

    // no function begins with a value: it is that of the stage, or nobody's

    override fun copy(): CompletableFuture<T> = claiming(super.thenApply { it })

    override fun exceptionally(fn: Function<Throwable, out T>): CompletableFuture<T> = claiming(super.exceptionally(fn))

    override fun exceptionallyAsync(fn: Function<Throwable, out T>): CompletableFuture<T> =
        claiming(super.exceptionallyAsync(fn))

    override fun exceptionallyAsync(fn: Function<Throwable, out T>, executor: Executor): CompletableFuture<T> =
        claiming(super.exceptionallyAsync(fn, executor))

    /** Says of [stage], which was derived from this future, that its function takes what there is. */
    @JvmSynthetic
    internal fun <U> claiming(stage: CompletableFuture<U>): CompletableFuture<U> {
        if (producer is Handing) ((stage as? LoopFuture<*>)?.producer as? Upstream)?.isClaiming = true
        return stage
    }

    @JvmSynthetic
    internal fun <U> taking(fn: Function<in T, out U>): Function<in T, out U> {
        if (producer !is Handing) return fn
        Objects.requireNonNull(fn, "fn must not be null")
        return Function { value ->
            take()
            fn.apply(value)
        }
    }

    private fun taking(action: Consumer<in T>): Consumer<in T> {
        if (producer !is Handing) return action
        Objects.requireNonNull(action, "action must not be null")
        return Consumer { value ->
            take()
            action.accept(value)
        }
    }

    @JvmSynthetic
    internal fun taking(action: Runnable): Runnable {
        if (producer !is Handing) return action
        Objects.requireNonNull(action, "action must not be null")
        return Runnable {
            take()
            action.run()
        }
    }

    private fun <U> takingOutcome(fn: BiFunction<in T?, Throwable?, out U>): BiFunction<in T?, Throwable?, out U> {
        if (producer !is Handing) return fn
        Objects.requireNonNull(fn, "fn must not be null")
        return BiFunction { value, failure ->
            if (failure == null) take()
            fn.apply(value, failure)
        }
    }

    private fun takingOutcome(action: BiConsumer<in T?, in Throwable?>): BiConsumer<in T?, in Throwable?> {
        if (producer !is Handing) return action
        Objects.requireNonNull(action, "action must not be null")
        return BiConsumer { value, failure ->
            if (failure == null) take()
            action.accept(value, failure)
        }
    }
}
