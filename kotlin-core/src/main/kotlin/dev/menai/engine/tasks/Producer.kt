package dev.menai.engine.tasks

/** What will complete a future, and can be asked to stop. */
public interface Producer {
    /**
     * Asks for the end of the work behind [future], for [reason]. Returns whether the request was taken; the future is
     * completed by this call or later, with a cancellation or, if the work decides so, otherwise.
     */
    public fun cancel(future: LoopFuture<*>, reason: String): Boolean
}

/** A producer that does nothing, or does not know of its future's end, before somebody wants to know of it. */
internal abstract class LazyProducer :
    Waiter(),
    Producer {
    /** Called whenever somebody waits for the future or derives a stage from it. */
    abstract fun wanted()
}
