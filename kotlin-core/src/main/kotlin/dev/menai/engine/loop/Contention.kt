package dev.menai.engine.loop

/** Says who holds the monitor or lock that a thread is blocked for. */
internal object Contention {
    private const val REMEDY = "use Lock instead of synchronized around await"
    private const val MOST_CANDIDATES = 1_000
    private const val MOST_NAMED = 5

    /** Returns why [thread], whose frames are [stack], cannot go on, if that is because of a monitor or lock. */
    @Suppress("DEPRECATION") // as in OwnedLock
    fun describe(thread: Thread, stack: Array<StackTraceElement>): String? {
        val wanted = OwnedLock.wantedBy(thread)
        if (wanted == null && thread.state != Thread.State.BLOCKED) return null
        if (wanted?.owner == null) return ownerUnknown(stack)
        val what = if (wanted.isMonitor) "for the monitor of a ${wanted.type}" else "for a ${wanted.type}"
        val task = Watchdog.tasks().firstOrNull { (it as? LinearStep)?.seat?.thread?.id == wanted.owner }
        if (task == null) return ". It blocks $what, which the thread '${wanted.ownerName}' holds"
        val remedy = if (wanted.isMonitor) REMEDY else "use the Lock of dev.menai around await"
        return ". It blocks $what, which ${holderText(task)}: $remedy"
    }

    private fun holderText(task: LoopTask): String {
        val awaits = task.awaits()
        return "task '${task.name}' holds" + (awaits?.let { " while it waits for $it" } ?: "")
    }

    /** The bodies that wait in the class in which [stack] blocks: one of them may be the one. */
    private fun ownerUnknown(stack: Array<StackTraceElement>): String {
        val type = stack.firstOrNull { !Frames.isInner(it) }?.className
        val candidates =
            Watchdog
                .tasks()
                .take(MOST_CANDIDATES)
                .filter { task -> task.awaits() != null && task.stack().any { it.className == type } }
                .take(MOST_NAMED)
                .toList()
        val perhaps =
            when (candidates.size) {
                0 -> ""

                1 -> "; ${nameAndWait(candidates.single())} in the same class, may hold it"

                else ->
                    "; one of those who wait in the same class may hold it (" +
                        candidates.joinToString("; ", transform = ::nameAndWait) +
                        ")"
            }
        return ". It blocks for a monitor (synchronized) whose owner this JDK does not name$perhaps: $REMEDY"
    }

    private fun nameAndWait(task: LoopTask) = "task '${task.name}', which waits for ${task.awaits()}"
}
