package dev.menai.engine.tasks

/** A request to cancel a task, made by somebody who may take it back. */
internal class CancelRequest(@JvmField val reason: String) {
    /** Whether the one who made this request has taken it back. */
    @Volatile
    var isTakenBack = false

    /** Whether the task counts this request; guarded by the lock of the task. */
    var isCounted = false

    /** Whether the body has got it, or gets it with a wait that is under way; guarded by the lock of the task. */
    var isDelivered = false
}

/** Requests that have not been delivered yet, the latest first. Immutable. */
internal class Undelivered(val requests: List<CancelRequest>) {
    /** Returns the latest request that has not been taken back. */
    fun standing(): CancelRequest? = requests.firstOrNull { !it.isTakenBack }

    /** Returns these requests before [older] ones. */
    fun before(older: Undelivered?): Undelivered {
        if (older == null) return this
        return Undelivered((requests + older.requests).filter { !it.isTakenBack })
    }
}
