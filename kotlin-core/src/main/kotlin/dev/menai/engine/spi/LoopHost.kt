package dev.menai.engine.spi

import dev.menai.engine.InternalMenaiApi

/** The one on whose thread a [HostedLoop] runs: an executor, the loop of a user interface, a test's scheduler. */
@InternalMenaiApi
public interface LoopHost {
    /** The host's time in nanoseconds, from an arbitrary origin. */
    public fun now(): Long

    /** Has [HostedLoop.runReady] called soon, on the host's thread. Any thread calls this. */
    public fun wake()
}

/** A loop that runs when its host lets it. */
@InternalMenaiApi
public interface HostedLoop : LoopPort {
    /**
     * Runs what is ready, and what is due, on the calling thread: callbacks and coroutines. Linear bodies run on threads of
     * their own, while this one waits. What becomes ready meanwhile is for the next call.
     *
     * Returns when that is to be, on the host's clock: a time that is over already if something is ready, [NEVER] if there is
     * nothing until [LoopHost.wake]. One thread calls this at a time.
     */
    public fun runReady(): Long

    public companion object {
        public const val NEVER: Long = Long.MAX_VALUE
    }
}
