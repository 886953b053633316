package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import kotlin.coroutines.CoroutineContext

/** What in a coroutine's context says which task the coroutine belongs to. */
@InternalMenaiApi
public interface OfTask : CoroutineContext.Element {
    /** Null for a coroutine that is no task's. */
    public val loopTask: LoopTask?
}
