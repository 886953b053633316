package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi

/** A callback that somebody waits for, and that is told when its loop was closed before it ran. */
@InternalMenaiApi
public interface Dropped : Runnable {
    /** Called once the bodies of the loop have been failed, for whoever else waits; must neither block nor throw. */
    public fun loopClosed()
}
