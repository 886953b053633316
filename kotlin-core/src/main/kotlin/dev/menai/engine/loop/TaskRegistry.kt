package dev.menai.engine.loop

/**
 * The unfinished tasks of a loop, in the order of their creation. Thread-safe; holds them strongly. A task leaves once:
 * its end and the close of its loop may both say so.
 */
internal class TaskRegistry {
    private var first: LoopTask? = null
    private var last: LoopTask? = null
    private var count = 0

    val size: Int @Synchronized get() = count

    @Synchronized
    fun add(task: LoopTask) {
        val before = last
        task.previous = before
        if (before == null) first = task else before.next = task
        last = task
        count++
    }

    /** Returns false when [task] was not here any more. */
    @Synchronized
    fun remove(task: LoopTask): Boolean {
        val before = task.previous
        val after = task.next
        if (before == null && first !== task) return false
        if (before == null) first = after else before.next = after
        if (after == null) last = before else after.previous = before
        task.previous = null
        task.next = null
        count--
        return true
    }

    @Synchronized
    fun snapshot(): List<LoopTask> = generateSequence(first) { it.next }.toList()
}
