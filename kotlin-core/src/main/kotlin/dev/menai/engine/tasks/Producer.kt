package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import java.util.concurrent.CompletableFuture

/** What will complete a future, and can be asked to stop. */
@InternalMenaiApi
public interface Producer {
    /**
     * Asks for the end of the work behind [future], for [reason]. Returns whether the request was taken; the future is
     * completed by this call or later, with a cancellation or, if the work decides so, otherwise.
     */
    public fun cancel(future: LoopFuture<*>, reason: String): Boolean

    /**
     * What the future is, for those who wait for it: a few words, made when somebody asks. Calls nothing of the user's and
     * may be called by any thread, which holds no lock.
     */
    public fun describe(): String
}

/** A producer that tells of the end of one other future, and says for itself only how. */
@InternalMenaiApi
public interface Relaying : Producer {
    public val source: CompletableFuture<*>
}

/** A producer that does nothing, or does not know of its future's end, before somebody wants to know of it. */
internal abstract class LazyProducer :
    Waiter(),
    Producer {
    /** Called whenever somebody waits for the future or derives a stage from it. */
    abstract fun wanted()
}

/** A producer that stands in a line, which it leaves when nobody waits for its future any more. */
@InternalMenaiApi
public interface Queued : Producer

/** One whose future must not be failed behind its back. */
@InternalMenaiApi
public interface Leaving : Queued {
    /**
     * Leaves the line and has the future fail with [failure]; returns false, and does neither, when the turn has come: what
     * is being done for the future is done.
     */
    public fun leave(failure: Throwable): Boolean
}

/**
 * One that stands in a line for something of which there is only one: an item, a lock, a notification. Where nobody looks
 * at the future that got it, it goes back.
 */
@InternalMenaiApi
public interface Handing :
    Queued,
    Claimed {
    /** The one that stands in the line, should this one only [pass on][HandingOn] what that gets. */
    public val origin: Handing get() = this

    /** Takes [value] back, which the future was completed with and nobody took. */
    public fun handBack(value: Any?)
}

/** One whose future was done from the beginning: what is in it goes back from one who could not take it. */
@InternalMenaiApi
public abstract class HandedAtOnce :
    Claim(),
    Handing {
    override fun cancel(future: LoopFuture<*>, reason: String): Boolean = false

    override fun describe(): String = "what was there at once"
}

/** One whose future, asked to end, is not done as soon as it has left the line, but when what there is to get back is back. */
@InternalMenaiApi
public interface Ending : Handing

/** One that, however it ends, gets something else back for who waits, which does not go on without it. */
@InternalMenaiApi
public interface Regaining : Ending {
    /**
     * Leaves the line, gets back what there is to get back, and then calls [end], which ends the future of the one who waits
     * or a stage of it, and says whether it has. Returns false, and does nothing, when the turn has come.
     */
    public fun endWith(end: () -> Boolean): Boolean
}

/** A producer that is done when tasks have ended which have been asked to: who waits for it cannot end before them. */
@InternalMenaiApi
public interface Outlasting : Producer

/** A producer that only tells of a moment: who is cancelled before he goes on loses nothing by never hearing of it. */
@InternalMenaiApi
public interface Signalling : Producer
