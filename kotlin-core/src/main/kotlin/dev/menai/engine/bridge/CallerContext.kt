package dev.menai.engine.bridge

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.context.CallerElements
import kotlin.coroutines.CoroutineContext

/** What Java code has that is called by a coroutine in this context; null for nothing. */
@InternalMenaiApi
public val CoroutineContext.callerElements: CallerElements?
    get() = if (this is CallContext) elements else CallerElements.of(this)
