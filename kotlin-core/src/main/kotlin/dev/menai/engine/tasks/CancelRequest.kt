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

    /** Whether the body has got it, as its wait ended; written under the lock of the task. */
    @Volatile
    var isGot = false

    /**
     * The wait that it was passed to last, until it is known to be for a later one; guarded by the lock of the task. What that
     * wait's future says later, which may be when the request has come to the body in another way, is for this wait alone.
     */
    var passedTo: Await<*>? = null

    /** Whether what the body waits for has not taken it, being done; guarded by the lock of the task. */
    var isRefused = false
}
