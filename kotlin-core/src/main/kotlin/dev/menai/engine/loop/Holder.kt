package dev.menai.engine.loop

import kotlin.coroutines.Continuation

/** Who keeps a thread of [loop] and does not give it back: what stands on [thread], as far as it can be told. */
internal class Holder(
    @JvmField val loop: Loop,
    @JvmField val thread: Thread,
    /** The coroutine that runs there, or null. */
    @JvmField val coroutine: Continuation<*>?,
    /** Its task. */
    @JvmField val task: LoopTask?,
)
