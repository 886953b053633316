package dev.menai.engine.tasks

// How a future stands in a line: itself, or as a stage or follower of one that does.

/** The one that hands over what this future waits for, or null. */
internal fun LoopFuture<*>.origin(): Handing? = (producer as? Handing)?.origin

/** Whether this future stands in a line, or is a stage, without other sources, of one that does. */
internal fun LoopFuture<*>.standsInLine(): Boolean {
    if (isDone) return false
    var producer = producer
    while (producer is Upstream && producer.isOnly) producer = producer.from.producer
    return producer is Queued
}

/** Who gets something back for this future, or for what it follows, unless others wait for that as well. */
internal fun LoopFuture<*>.regaining(): Regaining? {
    var future = this
    while (true) {
        val link: Waiter
        when (val producer = future.producer) {
            is Regaining -> return producer

            is HandingOn -> {
                link = producer.link
                future = producer.from
            }

            is Upstream -> {
                link = producer
                future = producer.from
            }

            else -> return null
        }
        if (future.isDone || future.hasOthersThan(link)) return null
    }
}

/** Whether there is only one who would get the value from this future, and is done already: he is about to leave. */
internal fun LoopFuture<*>.isLeft(): Boolean {
    var future = this
    while (!future.hasUnknownDependents()) {
        future = future.onlyUser()?.passesTo ?: return false
        if (future.isDone) return true
    }
    return false
}

private fun LoopFuture<*>.onlyUser(): Waiter? = when (val now = waiters) {
    is Waiter -> now.takeIf { it.countsOnFuture }
    is WaiterList -> now.snapshot().singleOrNull { it.countsOnFuture }
    else -> null
}

/** Whether there is one at the most who will get the value, and it can be told then whether it was used. */
internal fun LoopFuture<*>.hasOneUser(): Boolean {
    if (hasUnknownDependents()) return false
    val users = registered().filter { it.countsOnFuture }
    return users.size <= 1 && users.all { it !is Upstream || it.isClaiming }
}
