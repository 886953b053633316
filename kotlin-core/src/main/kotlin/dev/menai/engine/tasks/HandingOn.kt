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
        /** Returns the producer of what [link] has follow [source]. */
        fun <W> producerOf(link: W, source: Any): Producer where W : Waiter, W : Relaying {
            val handing = (source as? LoopFuture<*>)?.producer as? Handing ?: return link
            return HandingOn(link, link, source, handing)
        }
    }
}
