package dev.menai.engine.loop

import java.lang.management.ManagementFactory

/** A monitor, or a lock of the JDK's, that a thread wants and another one holds. */
internal class OwnedLock private constructor(
    val type: String,
    val isMonitor: Boolean,
    /** The id of the thread that holds it; null where the JDK does not tell. */
    val owner: Long?,
    val ownerName: String?,
) {
    companion object {
        /**
         * Returns what [thread] wants. The JDK tells it of platform threads only, and only with its module java.management,
         * which need not be there.
         */
        fun wantedBy(thread: Thread): OwnedLock? = try {
            read(thread)
        } catch (_: LinkageError) {
            null
        }

        @Suppress("DEPRECATION") // the new name of the id is not in the oldest JDK
        private fun read(thread: Thread): OwnedLock? {
            val info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.id) ?: return null
            val isMonitor = info.threadState == Thread.State.BLOCKED
            val lock = info.lockInfo ?: return null
            val owner = info.lockOwnerId.takeIf { it >= 0 }
            if (owner == null && !isMonitor) return null
            return OwnedLock(lock.className, isMonitor, owner, info.lockOwnerName)
        }
    }
}
