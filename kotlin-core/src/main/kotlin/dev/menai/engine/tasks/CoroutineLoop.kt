package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.ParallelLoop
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext

/** The loop that a coroutine in this context works with: its dispatcher, that of its task or call, or the shared one. */
@InternalMenaiApi
public val CoroutineContext.loop: Loop
    get() = this[ContinuationInterceptor] as? Loop ?: this[ContextElement]?.loop ?: ParallelLoop.shared
