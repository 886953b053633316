package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import sun.misc.Signal
import sun.misc.SignalHandler
import java.util.function.IntConsumer

/** The interrupt signal of the process, where `sun.misc.Signal` is available. */
@InternalMenaiApi
public object Sigint {
    /**
     * Has [action] called with the number of each SIGINT. The one after the first [kept] then goes to the handler that was
     * there before, and so do all from the [close][AutoCloseable.close] of what is returned on. Null where signals cannot be
     * taken, or a handler of the user's is there, which takes precedence.
     */
    @JvmStatic
    public fun take(kept: Int, action: IntConsumer): AutoCloseable? = try {
        Taken(kept, action).takeIf { it.begin() }
    } catch (_: NoClassDefFoundError) {
        null // the module jdk.unsupported is not there
    } catch (_: IllegalArgumentException) {
        null // the virtual machine keeps the signal for itself (-Xrs)
    }

    private class Taken(private val kept: Int, private val action: IntConsumer) :
        SignalHandler,
        AutoCloseable {
        private val signal = Signal("INT")
        private var count = 0
        private var previous: SignalHandler? = null

        @Synchronized
        fun begin(): Boolean {
            val before = Signal.handle(signal, this)
            if (isOfUser(before)) {
                Signal.handle(signal, before)
                return false
            }
            previous = before
            return true
        }

        override fun handle(signal: Signal) {
            val number: Int
            val before: SignalHandler
            synchronized(this) {
                before = previous ?: return // closed: one that came later has still known this one
                number = ++count
            }
            action.accept(number)
            if (number > kept) {
                close()
                Signal.raise(signal)
            } else if (before is Taken) {
                before.handle(signal) // the runner of a run under way, or another runner whose process ends
            }
        }

        @Synchronized
        override fun close() {
            val before = previous ?: return
            previous = null
            val now = Signal.handle(signal, before)
            if (now !== this) Signal.handle(signal, now) // somebody else has taken it meanwhile
        }
    }

    /** Whether [handler] is neither the virtual machine's own nor one of ours. */
    private fun isOfUser(handler: SignalHandler) =
        handler !is Taken && handler !== SignalHandler.SIG_DFL && handler !== SignalHandler.SIG_IGN &&
            handler.javaClass.enclosingClass != Signal::class.java
}
