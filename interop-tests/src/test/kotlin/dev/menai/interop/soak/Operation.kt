package dev.menai.interop.soak

import dev.menai.Asyncio
import dev.menai.coroutines.await
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.function.Consumer
import java.util.function.Supplier

/**
 * A use of something shared that may have to wait and then hands something over, in the forms in which it is written: a
 * future, a part of a Java body, a suspend function.
 *
 * [handed] keeps book. Whoever was handed the value calls it, once, in the step in which he got it; it never waits. What
 * [goesBack] is not lost where nobody takes it.
 */
class Operation<T> private constructor(
    val name: String,
    private val future: Supplier<CompletableFuture<T>>,
    private val handed: Consumer<in T>,
    private val body: Callable<T>,
    val suspending: suspend () -> T,
    private val another: Supplier<Operation<T>>? = null,
    val words: Int = 1,
    val goesBack: Boolean = false,
) {
    fun start(): CompletableFuture<T> = future.get()

    /** In a Java body. */
    @Throws(Exception::class)
    fun perform(): T = body.call()

    fun handed(value: T) = handed.accept(value)

    /** In a Java body, book included. */
    @Throws(Exception::class)
    fun performAndNote() = handed(perform())

    /** Returns the operation for another use beside this one. */
    fun again(): Operation<T> = another?.get() ?: this

    fun inKotlin(form: suspend () -> T): Operation<T> = copy(suspending = form)

    /** What can be used once only, with what makes another one. */
    fun once(maker: Supplier<Operation<T>>): Operation<T> = copy(another = maker)

    /** Counts as so many uses of words, since [body] has so many inside. */
    fun counting(count: Int): Operation<T> = copy(words = count)

    fun thatGoesBack(): Operation<T> = copy(goesBack = true)

    private fun copy(
        suspending: suspend () -> T = this.suspending,
        another: Supplier<Operation<T>>? = this.another,
        words: Int = this.words,
        goesBack: Boolean = this.goesBack,
    ) = Operation(name, future, handed, body, suspending, another, words, goesBack)

    companion object {
        /** What a future hands over. */
        @JvmStatic
        fun <T> of(name: String, future: Supplier<CompletableFuture<T>>, handed: Consumer<in T>): Operation<T> =
            Operation(name, future, handed, { Asyncio.await(future.get()) }, { future.get().await() })

        /** What a Java body does, which others start as a task. */
        @JvmStatic
        fun <T> ofBody(name: String, starter: BodyStarter, body: Callable<T>, handed: Consumer<in T>): Operation<T> {
            val task = Supplier<CompletableFuture<T>> { starter.start(body) }
            return Operation(name, task, handed, body, { task.get().await() })
        }
    }
}

/** Starts a Java body as a task. */
interface BodyStarter {
    fun <T> start(body: Callable<T>): CompletableFuture<T>
}
