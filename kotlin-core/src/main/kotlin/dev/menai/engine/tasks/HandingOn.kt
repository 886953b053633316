package dev.menai.engine.tasks

/**
 * The producer of a future that [link] has follow [from], which is handed something by [handing]: so the follower is handed it
 * as well, and where nobody looks at the follower, it goes back the whole way.
 */
internal class HandingOn private constructor(
    relaying: Relaying,
    val link: Waiter,
    val from: LoopFuture<*>,
    private val handing: Handing,
) : Handing,
    Relaying by relaying,
    Claimed by handing {
    override val origin: Handing get() = handing.origin

    override fun handBack(value: Any?): Unit = from.goBack()

    companion object {
        /** Returns the producer of what [link] has follow [source]: it stands in a line if that does. */
        fun <W> producerOf(link: W, source: Any): Producer where W : Waiter, W : Relaying =
            when (val producer = (source as? LoopFuture<*>)?.producer) {
                is Handing -> HandingOn(link, link, source, producer)
                is Queued -> InLine(link)
                else -> link
            }
    }
}

/** The producer of a future that follows one which stands in a line and is handed nothing. */
private class InLine(relaying: Relaying) :
    Queued,
    Relaying by relaying
