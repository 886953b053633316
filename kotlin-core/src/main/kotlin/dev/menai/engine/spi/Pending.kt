package dev.menai.engine.spi

import dev.menai.engine.InternalMenaiApi
import java.util.concurrent.CompletableFuture

/** A future of a loop for the one who is to complete it: once, on any thread. What comes later has no effect, and says so. */
@InternalMenaiApi
public interface Pending<T> {
    /** What users get. */
    public val future: CompletableFuture<T>

    /** Completes the future with [value]; returns false when it was done. */
    public fun complete(value: T): Boolean

    /** Fails the future with [failure], or cancels it if that is a cancellation; returns false when it was done. */
    public fun fail(failure: Throwable): Boolean
}

/** What is done for a [Pending] future. */
@InternalMenaiApi
public interface Work {
    /**
     * Asks for the end of the work, because nobody waits any more. Returns whether the future is cancelled now, for which
     * the work forgets it; where it says no, it completes the future all the same, sooner or later.
     */
    public fun cancel(): Boolean

    /** What the future is, in a few words, for those who wait for it. Any thread calls this, and holds no lock. */
    public fun describe(): String
}
