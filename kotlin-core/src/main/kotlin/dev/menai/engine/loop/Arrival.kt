package dev.menai.engine.loop

/** Has this loop hear of something by [step]: at once where that is a step of it, or when it is closed, else soon. */
internal inline fun Loop.hear(crossinline step: () -> Unit) {
    val isHere = this is ParallelLoop || ThreadState.current().loop === this
    if (isHere || !enqueue { step() }) step()
}
