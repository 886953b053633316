package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi

/** The shutdown of the virtual machine: at SIGTERM, at `System.exit`, at the end of the last thread that is no daemon. */
@InternalMenaiApi
public object ProcessEnd {
    /** Whether a shutdown with something of ours to end has begun. */
    @JvmStatic
    @Volatile
    public var hasBegun: Boolean = false
        private set

    /**
     * Has [action] run in a hook of the shutdown, which the end of the process waits for, until what is returned is
     * [closed][AutoCloseable.close]. Null when the shutdown has begun: then nothing waits any more.
     */
    @JvmStatic
    public fun take(action: Runnable): AutoCloseable? {
        val hook =
            DaemonThreads.create("menai-shutdown-hook") {
                hasBegun = true
                action.run()
            }
        try {
            Runtime.getRuntime().addShutdownHook(hook)
        } catch (_: IllegalStateException) {
            return null
        }
        return AutoCloseable { remove(hook) }
    }

    private fun remove(hook: Thread) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook)
        } catch (_: IllegalStateException) {
            return // it is running now, and sees for itself that there is nothing left to do
        }
    }

    /** Runs [action] on a thread of its own, which does not hold up the end of the process. */
    @JvmStatic
    public fun aside(action: Runnable): Unit = DaemonThreads.create("menai-shutdown", action).start()
}
