package dev.menai.engine.spi

import dev.menai.engine.InternalMenaiApi

/** What a module beside the engine may use of an event loop. Thread-safe but where it says otherwise. */
@InternalMenaiApi
public interface LoopPort {
    public val isClosed: Boolean

    /** The time of the loop in nanoseconds, from an arbitrary origin. */
    public fun now(): Long

    /** Makes [entry] ready to run, in no context. Returns false, and drops it, when the loop is closed. */
    public fun enqueue(entry: Runnable): Boolean

    /** Returns a future of the loop, of which [work] tells what is done for it. */
    public fun <T> pending(work: Work): Pending<T>

    /** Notes that work outside the loop is under way that will come back to it: virtual time stands still. */
    public fun outsideWorkBegan()

    /** Notes the end of what [outsideWorkBegan] has noted. */
    public fun outsideWorkEnded()

    /** Returns the poller of the loop, which [make] makes if it has none; the loop closes it when it is closed. */
    public fun poller(make: (LoopPort) -> Poller): Poller

    /**
     * Whether nothing has come to the loop since it called [Poller.poll], so that this may wait. To be asked when
     * [Poller.wakeup] has an effect already, unless it has one on the next wait too. For the thread that polls.
     */
    public fun mayBlock(): Boolean

    /** Told of the life of the tasks of the loop; null as long as nobody looks. */
    public var observer: LoopObserver?
}
