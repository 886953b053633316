package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi

/**
 * Makes threads that serve the whole process. They have nothing of whoever happens to need them first, which they would
 * keep alive: no inheritable thread-locals, no context class loader but the system's, no thread group but the topmost.
 * So it is with virtual threads, too.
 */
@InternalMenaiApi
public object DaemonThreads {
    @JvmStatic
    public fun create(name: String, body: Runnable): Thread = Thread(topGroup(), body, name, 0, false).apply {
        isDaemon = true
        contextClassLoader = ClassLoader.getSystemClassLoader()
    }

    private fun topGroup(): ThreadGroup {
        var group = Thread.currentThread().threadGroup
        while (true) group = group.parent ?: return group
    }
}
