package dev.menai.engine.loop

/** Tells who stands in `System.exit`: it waits for the hooks of the shutdown and never returns. */
internal object Exits {
    private const val SHUTDOWN = "java.lang.Shutdown"

    fun holds(thread: Thread): Boolean = thread.stackTrace.any { it.className == SHUTDOWN }
}
