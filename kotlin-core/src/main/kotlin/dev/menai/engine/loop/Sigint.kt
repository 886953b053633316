package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import sun.misc.Signal
import sun.misc.SignalHandler

/** The interrupt signal of the process, where `sun.misc.Signal` is available. */
@InternalMenaiApi
public object Sigint {
    /**
     * Has [first] run at the first SIGINT and [again] at the second, which then goes to the handler that was there before;
     * so do all from the [close][AutoCloseable.close] of what is returned on. Null where signals cannot be taken.
     */
    @JvmStatic
    public fun take(first: Runnable, again: Runnable): AutoCloseable? = try {
        Taken(first, again)
    } catch (_: NoClassDefFoundError) {
        null // the module jdk.unsupported is not there
    } catch (_: IllegalArgumentException) {
        null // the virtual machine keeps the signal for itself (-Xrs)
    }

    private class Taken(private val first: Runnable, private val again: Runnable) :
        SignalHandler,
        AutoCloseable {
        private val signal = Signal("INT")
        private var hasCome = false
        private var previous: SignalHandler? = Signal.handle(signal, this)

        override fun handle(signal: Signal) {
            if (isFirst()) {
                first.run()
            } else {
                again.run()
                close()
                Signal.raise(signal)
            }
        }

        @Synchronized
        private fun isFirst() = !hasCome.also { hasCome = true }

        @Synchronized
        override fun close() {
            previous?.let { Signal.handle(signal, it) }
            previous = null
        }
    }
}
