package dev.menai.engine.loop

import java.util.Objects

/**
 * The text of somebody's object for a message or the log, whatever its methods throw: making a message must not fail
 * what the message is about. The one way in which the engine asks such an object for its text.
 */
public object SafeText {
    /** Returns the text of [subject], or what became of the attempt. */
    @JvmStatic
    public fun of(subject: Any?): String = try {
        Objects.toString(subject) ?: "null" // Java's toString may return null
    } catch (failure: Throwable) {
        "a ${subject!!.javaClass.name} (its toString threw ${failure.javaClass.name})"
    }
}
