package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.spi.HostedLoop
import dev.menai.engine.spi.LoopHost
import java.util.concurrent.atomic.AtomicBoolean

/**
 * A confined loop on the thread of a [host], which must not stay behind with a body: it lends the turn to each body's thread,
 * and has it back when that waits or has ended. Between the calls of the host nobody holds the turn.
 */
@InternalMenaiApi
public class GuestLoop(private val host: LoopHost) :
    ConfinedLoop(Clock(host::now), null),
    HostedLoop {
    /** Whether the host does not know yet that there will be something to do when it comes. */
    private val mustWake = AtomicBoolean(true)

    override val lendsTurn: Boolean get() = true

    override val isRunning: Boolean get() = !isClosed

    override fun runReady(): Long {
        mustWake.set(false)
        runOnce()
        val isSoon = hasReady
        mustWake.set(true) // before looking at what has come, of which nobody has told the host
        return if (isSoon || isCalled) now() else nextDeadline()
    }

    override fun wake() {
        if (!mustWake.get() || !mustWake.compareAndSet(true, false)) return
        contain({ "the host of an event loop" }) { host.wake() }
    }

    override fun requireRunnable(): Unit =
        throw IllegalStateException("A hosted loop is run by its host: cannot run it; wait for its tasks instead")

    override fun runForever(): Unit = requireRunnable()

    override fun stop(): Unit =
        throw IllegalStateException("A hosted loop is run by its host: cannot stop it; close it instead")
}
