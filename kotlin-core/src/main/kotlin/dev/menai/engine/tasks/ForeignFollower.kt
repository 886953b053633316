package dev.menai.engine.tasks

import dev.menai.engine.loop.ThreadState
import java.lang.ref.ReferenceQueue
import java.lang.ref.WeakReference
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentHashMap
import java.util.function.BiFunction

/**
 * The one registration with a future that is not a loop's, on behalf of all of ours who wait for it: the JDK takes none
 * back, and one for each of them would stay with a future that never ends. They come and go here as [ForeignLink]s.
 *
 * Found by its future while that is not done. The future alone holds it, so that neither of them is kept by us.
 */
internal class ForeignFollower private constructor(private val future: CompletableFuture<*>) :
    BiFunction<Any?, Throwable?, Any?> {
    private val links = Registrations<ForeignLink>()
    private val entry = Entry(this)

    @Volatile
    private var isOver = false

    /** Whether a shield stands on the future: cancelling one who waits does not reach it any more. */
    @Volatile
    var isShielded = false

    /** The end of the future. `handle` passes a failure on as it is; other registrations ask it for its text. */
    override fun apply(value: Any?, failure: Throwable?): Any? {
        isOver = true
        KNOWN.remove(entry)
        val nesting = ThreadState.current().nesting
        links.drain().forEach { nesting.soon(it::told) }
        return null
    }

    /** Returns false, and will not tell it, when the future is done. */
    fun register(link: ForeignLink): Boolean = links.add(link)

    /** Returns false when [link] has been told, or is being told. */
    fun withdraw(link: ForeignLink): Boolean = links.remove(link)

    /** Whether one of ours other than [link] counts on the future. */
    fun hasOthersThan(link: ForeignLink?): Boolean = isShielded || links.hasOthersThan(link)

    /** Finds a follower; equal to another one, or to a [Probe], for the same future. */
    private class Entry(follower: ForeignFollower) : WeakReference<ForeignFollower>(follower, GONE) {
        private val hash = System.identityHashCode(follower.future)

        override fun hashCode(): Int = hash

        override fun equals(other: Any?): Boolean {
            if (this === other) return true
            val own = get() ?: return false
            return other is Entry && other.isFor(own.future)
        }

        fun isFor(future: CompletableFuture<*>): Boolean = get()?.future === future
    }

    private class Probe(private val future: CompletableFuture<*>) {
        override fun hashCode(): Int = System.identityHashCode(future)

        override fun equals(other: Any?): Boolean = other is Entry && other.isFor(future)
    }

    companion object {
        private val KNOWN = ConcurrentHashMap<Any, Entry>()

        /** The entries of futures that were collected before they were done. */
        private val GONE = ReferenceQueue<ForeignFollower>()

        private fun find(future: CompletableFuture<*>): ForeignFollower? = KNOWN[Probe(future)]?.get()

        /** Whether one of ours other than [link] counts on [future]. */
        fun isWanted(future: CompletableFuture<*>, link: ForeignLink? = null): Boolean =
            find(future)?.hasOthersThan(link) ?: false

        /** Returns the follower of [future], which has one from now on, unless it is done. */
        fun of(future: CompletableFuture<*>): ForeignFollower {
            find(future)?.let { return it }
            forgetGone()
            val follower = ForeignFollower(future)
            future.handle(follower)
            KNOWN.putIfAbsent(follower.entry, follower.entry)?.get()?.let { return it }
            if (follower.isOver) KNOWN.remove(follower.entry) // it was done before it was known
            return follower
        }

        private fun forgetGone() {
            while (true) KNOWN.remove(GONE.poll() ?: return)
        }
    }
}
