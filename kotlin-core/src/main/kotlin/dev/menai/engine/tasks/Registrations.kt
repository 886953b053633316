package dev.menai.engine.tasks

/** Those who have registered with a future, first in, first out. */
internal open class Registrations<W : Registration>(first: W? = null) {
    private var head: Registration? = first
    private var tail: Registration? = first
    private var isDrained = false

    /** Returns false when the future is done. */
    @Synchronized
    fun add(waiter: W): Boolean {
        if (isDrained) return false
        val last = tail
        waiter.isOut = false
        waiter.previous = last
        if (last == null) head = waiter else last.next = waiter
        tail = waiter
        return true
    }

    /** Returns whether [waiter] was registered and will not be told. */
    @Synchronized
    fun remove(waiter: W): Boolean {
        val isMember = !waiter.isOut && (waiter.previous != null || head === waiter)
        if (!isMember) return false
        val before = waiter.previous
        val after = waiter.next
        if (before == null) head = after else before.next = after
        if (after == null) tail = before else after.previous = before
        waiter.previous = null
        waiter.next = null
        waiter.isOut = true
        return true
    }

    /** Closes this list and hands out its members, first to last. */
    @Synchronized
    fun drain(): List<W> {
        isDrained = true
        val all = snapshot()
        for (waiter in all) {
            waiter.isOut = true
            waiter.previous = null
            waiter.next = null
        }
        head = null
        tail = null
        return all
    }

    @Synchronized
    fun snapshot(): List<W> {
        val all = ArrayList<W>()
        var waiter = head
        while (waiter != null) {
            @Suppress("UNCHECKED_CAST") // only such are added
            all.add(waiter as W)
            waiter = waiter.next
        }
        return all
    }

    /** Whether somebody other than [waiter] is here who counts on the future. */
    @Synchronized
    fun hasOthersThan(waiter: Registration?): Boolean {
        var other = head
        while (other != null) {
            if (other !== waiter && other.countsOnFuture) return true
            other = other.next
        }
        return false
    }
}

/** Those who wait for a future that has had more than one. */
internal class WaiterList(first: Waiter) : Registrations<Waiter>(first)
