package dev.menai.engine.loop

import sun.misc.Signal
import sun.misc.SignalHandler

/** The interrupt signal of the process, where `sun.misc.Signal` is available. */
public object Sigint {
    /**
     * Has [action] run at the first SIGINT; the handler that was there before is back from then on, or from the
     * [close][AutoCloseable.close] of what is returned. Null where signals cannot be taken.
     */
    @JvmStatic
    public fun take(action: Runnable): AutoCloseable? = try {
        Taken(action)
    } catch (_: NoClassDefFoundError) {
        null // the module jdk.unsupported is not there
    } catch (_: IllegalArgumentException) {
        null // the virtual machine keeps the signal for itself (-Xrs)
    }

    private class Taken(private val action: Runnable) :
        SignalHandler,
        AutoCloseable {
        private val signal = Signal("INT")
        private var previous: SignalHandler? = Signal.handle(signal, this)

        override fun handle(signal: Signal) {
            close()
            action.run()
        }

        @Synchronized
        override fun close() {
            previous?.let { Signal.handle(signal, it) }
            previous = null
        }
    }
}
