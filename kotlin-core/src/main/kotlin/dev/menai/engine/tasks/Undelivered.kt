package dev.menai.engine.tasks

/** Requests that a task is still to get, the [latest] before those in [earlier]. Never empty, immutable. */
internal class Undelivered(private val latest: CancelRequest, private val earlier: Undelivered? = null) {
    /** Returns the latest request that has not been taken back. */
    fun standing(): CancelRequest? = find { !it.isTakenBack }

    /** Whether one of them stands that the body made itself. */
    fun hasOwn(): Boolean = find { it.isOwn && !it.isTakenBack } != null

    /** Returns the latest that stands and was made by somebody else. */
    fun standingOfOthers(): CancelRequest? = find { !it.isOwn && !it.isTakenBack }

    /** Whether one of them stands that [ends][CancelRequest.isEnding] the group of the task. */
    fun hasEnding(): Boolean = find { it.isEnding && !it.isTakenBack } != null

    fun hasAny(others: Undelivered): Boolean = others.find { other -> find { it === other } != null } != null

    inline fun forEach(action: (CancelRequest) -> Unit) {
        var at: Undelivered? = this
        while (at != null) {
            action(at.latest)
            at = at.earlier
        }
    }

    private inline fun find(isIt: (CancelRequest) -> Boolean): CancelRequest? {
        forEach { if (isIt(it)) return it }
        return null
    }

    /** Returns these requests before [older] ones, without those that have been taken back. */
    fun before(older: Undelivered?): Undelivered {
        if (older == null) return this
        if (earlier == null) return Undelivered(latest, older.standingOnes())
        return ofAll(toList() + older.toList()) { !it.isTakenBack } ?: this
    }

    /** Returns these without the latest ones that have been taken back. */
    private fun standingOnes(): Undelivered? {
        var at: Undelivered? = this
        while (at != null && at.latest.isTakenBack) at = at.earlier
        return at
    }

    /** Returns those that were [refused][CancelRequest.isRefused], if there are any. */
    fun refused(): Undelivered? = ofAll(toList()) { it.isRefused }

    /** Returns those that were last passed to [wait], and that the body has not got with it, if there are any. */
    fun passedTo(wait: Await<*>): Undelivered? = ofAll(toList()) { it.passedTo === wait && !it.isGot }

    /** Returns these requests without [others], if any are left. */
    fun without(others: Undelivered): Undelivered? {
        val gone = others.toList()
        return ofAll(toList()) { it !in gone }
    }

    private fun toList(): List<CancelRequest> = ArrayList<CancelRequest>().also { list -> forEach(list::add) }

    private companion object {
        inline fun ofAll(requests: List<CancelRequest>, which: (CancelRequest) -> Boolean): Undelivered? =
            requests.foldRight<CancelRequest, Undelivered?>(null) { request, older ->
                if (which(request)) Undelivered(request, older) else older
            }
    }
}
