package dev.menai.engine.tasks

/** A request to cancel a task, made by somebody who may take it back. */
internal class CancelRequest(
    @JvmField val reason: String,
    /** Whether it ends the group of the task, which then does not see what it was handed and has not seen yet. */
    @JvmField val isEnding: Boolean = false,
) {
    /** Whether the body made it itself, in the step that it is in; guarded by the lock of the task. */
    var isOwn = false

    /** Whether the one who made this request has taken it back. */
    @Volatile
    var isTakenBack = false

    /** Whether the task counts this request; guarded by the lock of the task. */
    var isCounted = false

    /** Whether the body has got it, or gets it with a wait that is under way; guarded by the lock of the task. */
    var isDelivered = false

    /** Whether what the body waits for has not taken it, being done; guarded by the lock of the task. */
    var isRefused = false
}

/** Requests that have not been delivered yet, the latest first. Immutable. */
internal class Undelivered(val requests: List<CancelRequest>) {
    /** Returns the latest request that has not been taken back. */
    fun standing(): CancelRequest? = requests.firstOrNull { !it.isTakenBack }

    /** Whether one of them stands that the body made itself. */
    fun hasOwn(): Boolean = requests.any { it.isOwn && !it.isTakenBack }

    fun hasEnding(): Boolean = requests.any { it.isEnding && !it.isTakenBack }

    /** Returns those that were [refused][CancelRequest.isRefused]. */
    fun refused(): Undelivered = Undelivered(requests.filter { it.isRefused })

    fun without(others: Undelivered): Undelivered? =
        requests.filter { it !in others.requests }.let { if (it.isEmpty()) null else Undelivered(it) }

    /** Returns these requests before [older] ones. */
    fun before(older: Undelivered?): Undelivered {
        if (older == null) return this
        return Undelivered((requests + older.requests).filter { !it.isTakenBack })
    }
}
