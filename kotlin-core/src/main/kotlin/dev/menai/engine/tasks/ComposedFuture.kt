package dev.menai.engine.tasks

import dev.menai.engine.loop.Loop
import java.util.Objects
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.Executor
import java.util.function.BiConsumer
import java.util.function.BiFunction
import java.util.function.Consumer
import java.util.function.Function

/** A future whose stages of two, and composed stages, cancel their second source as well. */
public open class ComposedFuture<T>(loop: Loop) : TakingFuture<T>(loop) {
    /** Makes [other] a source of [stage] beside this future, which is done with both, or with either of them. */
    private fun <V> linked(
        stage: CompletableFuture<V>,
        other: CompletionStage<*>,
        isEither: Boolean,
    ): CompletableFuture<V> {
        val link = (stage as? LoopFuture<*>)?.producer as? Upstream
        if (link != null && !stage.isDone) link.alsoFrom(other.toCompletableFuture(), isEither)
        return stage
    }

    private fun <V> both(stage: CompletableFuture<V>, other: CompletionStage<*>): CompletableFuture<V> =
        claiming(linked(stage, other, isEither = false))

    private fun <V> either(stage: CompletableFuture<V>, other: CompletionStage<*>): CompletableFuture<V> =
        linked(stage, other, isEither = true)

    override fun <U, V> thenCombine(
        other: CompletionStage<out U>,
        fn: BiFunction<in T, in U, out V>,
    ): CompletableFuture<V> = both(super.thenCombine(other, takingBoth(fn)), other)

    override fun <U, V> thenCombineAsync(
        other: CompletionStage<out U>,
        fn: BiFunction<in T, in U, out V>,
    ): CompletableFuture<V> = both(super.thenCombineAsync(other, takingBoth(fn)), other)

    override fun <U, V> thenCombineAsync(
        other: CompletionStage<out U>,
        fn: BiFunction<in T, in U, out V>,
        executor: Executor,
    ): CompletableFuture<V> = both(super.thenCombineAsync(other, takingBoth(fn), executor), other)

    override fun <U> thenAcceptBoth(
        other: CompletionStage<out U>,
        action: BiConsumer<in T, in U>,
    ): CompletableFuture<Void> = both(super.thenAcceptBoth(other, takingBoth(action)), other)

    override fun <U> thenAcceptBothAsync(
        other: CompletionStage<out U>,
        action: BiConsumer<in T, in U>,
    ): CompletableFuture<Void> = both(super.thenAcceptBothAsync(other, takingBoth(action)), other)

    override fun <U> thenAcceptBothAsync(
        other: CompletionStage<out U>,
        action: BiConsumer<in T, in U>,
        executor: Executor,
    ): CompletableFuture<Void> = both(super.thenAcceptBothAsync(other, takingBoth(action), executor), other)

    override fun runAfterBoth(other: CompletionStage<*>, action: Runnable): CompletableFuture<Void> =
        both(super.runAfterBoth(other, taking(action)), other)

    override fun runAfterBothAsync(other: CompletionStage<*>, action: Runnable): CompletableFuture<Void> =
        both(super.runAfterBothAsync(other, taking(action)), other)

    override fun runAfterBothAsync(
        other: CompletionStage<*>,
        action: Runnable,
        executor: Executor,
    ): CompletableFuture<Void> = both(super.runAfterBothAsync(other, taking(action), executor), other)

    override fun <U> applyToEither(other: CompletionStage<out T>, fn: Function<in T, U>): CompletableFuture<U> =
        either(super.applyToEither(other, fn), other)

    override fun <U> applyToEitherAsync(other: CompletionStage<out T>, fn: Function<in T, U>): CompletableFuture<U> =
        either(super.applyToEitherAsync(other, fn), other)

    override fun <U> applyToEitherAsync(
        other: CompletionStage<out T>,
        fn: Function<in T, U>,
        executor: Executor,
    ): CompletableFuture<U> = either(super.applyToEitherAsync(other, fn, executor), other)

    override fun acceptEither(other: CompletionStage<out T>, action: Consumer<in T>): CompletableFuture<Void> =
        either(super.acceptEither(other, action), other)

    override fun acceptEitherAsync(other: CompletionStage<out T>, action: Consumer<in T>): CompletableFuture<Void> =
        either(super.acceptEitherAsync(other, action), other)

    override fun acceptEitherAsync(
        other: CompletionStage<out T>,
        action: Consumer<in T>,
        executor: Executor,
    ): CompletableFuture<Void> = either(super.acceptEitherAsync(other, action, executor), other)

    override fun runAfterEither(other: CompletionStage<*>, action: Runnable): CompletableFuture<Void> =
        either(super.runAfterEither(other, action), other)

    override fun runAfterEitherAsync(other: CompletionStage<*>, action: Runnable): CompletableFuture<Void> =
        either(super.runAfterEitherAsync(other, action), other)

    override fun runAfterEitherAsync(
        other: CompletionStage<*>,
        action: Runnable,
        executor: Executor,
    ): CompletableFuture<Void> = either(super.runAfterEitherAsync(other, action, executor), other)

    override fun <U> thenCompose(fn: Function<in T, out CompletionStage<U>>): CompletableFuture<U> =
        claiming(composed(taking(fn)) { super.thenCompose(it) })

    override fun <U> thenComposeAsync(fn: Function<in T, out CompletionStage<U>>): CompletableFuture<U> =
        claiming(composed(taking(fn)) { super.thenComposeAsync(it) })

    override fun <U> thenComposeAsync(
        fn: Function<in T, out CompletionStage<U>>,
        executor: Executor,
    ): CompletableFuture<U> = claiming(composed(taking(fn)) { super.thenComposeAsync(it, executor) })

    override fun exceptionallyCompose(fn: Function<Throwable, out CompletionStage<T>>): CompletableFuture<T> =
        composed(fn) { super.exceptionallyCompose(it) }

    override fun exceptionallyComposeAsync(fn: Function<Throwable, out CompletionStage<T>>): CompletableFuture<T> =
        composed(fn) { super.exceptionallyComposeAsync(it) }

    override fun exceptionallyComposeAsync(
        fn: Function<Throwable, out CompletionStage<T>>,
        executor: Executor,
    ): CompletableFuture<T> = composed(fn) { super.exceptionallyComposeAsync(it, executor) }

    @Suppress("UNCHECKED_CAST") // a function of something more special gives a V as well
    private fun <U, V> takingBoth(fn: BiFunction<in T, in U, out V>): BiFunction<in T, in U, V> {
        if (producer !is Handing) return fn as BiFunction<in T, in U, V>
        Objects.requireNonNull(fn, "fn must not be null")
        return BiFunction<T, U, V> { value, other ->
            take()
            fn.apply(value, other)
        }
    }

    private fun <U> takingBoth(action: BiConsumer<in T, in U>): BiConsumer<in T, in U> {
        if (producer !is Handing) return action
        Objects.requireNonNull(action, "action must not be null")
        return BiConsumer { value, other ->
            take()
            action.accept(value, other)
        }
    }

    /** Returns the stage that [derive] makes of [fn]; what that returns is a source of it. */
    private inline fun <A, U> composed(
        fn: Function<in A, out CompletionStage<U>>,
        derive: (Function<A, CompletionStage<U>>) -> CompletableFuture<U>,
    ): CompletableFuture<U> {
        val inner = InnerStage(Objects.requireNonNull(fn, "fn must not be null"))
        return inner.of(derive(inner))
    }

    /** Remembers the stage that the function returned, as a source of the composed stage. */
    private class InnerStage<T, U>(private val function: Function<in T, out CompletionStage<U>>) :
        Function<T, CompletionStage<U>> {
        private var inner: CompletionStage<U>? = null
        private var link: Upstream? = null

        override fun apply(value: T): CompletionStage<U> {
            val made = function.apply(value)
            synchronized(this) {
                inner = made
                link
            }?.alsoFrom(made.toCompletableFuture(), isEither = false)
            return made
        }

        fun of(stage: CompletableFuture<U>): CompletableFuture<U> {
            val known = (stage as? LoopFuture<*>)?.producer as? Upstream ?: return stage
            synchronized(this) {
                link = known
                inner
            }?.let { if (!stage.isDone) known.alsoFrom(it.toCompletableFuture(), isEither = false) }
            return stage
        }
    }
}
