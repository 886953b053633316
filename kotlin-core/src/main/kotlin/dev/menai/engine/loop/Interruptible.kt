package dev.menai.engine.loop

/** Takes the interrupt of a thread that waits for its turn, in place of an exception. */
public fun interface Interruptible {
    public fun threadInterrupted()
}
