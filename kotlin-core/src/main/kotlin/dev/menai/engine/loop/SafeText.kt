package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import java.util.Objects

/**
 * The text of somebody's object for a message or the log, whatever its methods throw: making a message must not fail
 * what the message is about. The one way in which the engine asks such an object for its text.
 */
@InternalMenaiApi
public object SafeText {
    /** Returns the text of [subject], or what became of the attempt. */
    @JvmStatic
    public fun of(subject: Any?): String = try {
        Objects.toString(subject) ?: "null" // Java's toString may return null
    } catch (failure: Throwable) {
        "a ${subject!!.javaClass.name} (its toString threw ${failure.javaClass.name})"
    }

    /** As [of], in one line of limited length; of a large collection only what it is. */
    @JvmStatic
    public fun brief(subject: Any?): String = shortened(sized(subject) ?: of(subject))

    private fun sized(subject: Any?): String? = try {
        val size = (subject as? Collection<*>)?.size ?: (subject as? Map<*, *>)?.size ?: 0
        if (size <= MOST_ITEMS) null else "${subject!!.javaClass.simpleName} of $size"
    } catch (_: Throwable) {
        null // its text will tell
    }

    /** Returns [text] in one line of limited length. */
    internal fun shortened(text: String): String {
        val start = if (text.length <= MOST_CHARACTERS) text else text.take(MOST_CHARACTERS) + "..."
        return if (start.none { it < ' ' }) start else start.map { if (it < ' ') ' ' else it }.joinToString("")
    }

    private const val MOST_ITEMS = 20
    private const val MOST_CHARACTERS = 100
}
