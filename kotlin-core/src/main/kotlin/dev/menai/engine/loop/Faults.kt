package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi

/** Makes the exceptions of the public vocabulary, whose classes the engine does not know. */
@InternalMenaiApi
public interface Faults {
    /** Several failures as one. */
    public fun group(message: String, members: List<Throwable>): RuntimeException

    /** The end of a time: [nanos] long if that is known, until [deadline] on the loop's clock. */
    public fun timeout(message: String, nanos: Long?, deadline: Long, cause: Throwable?): RuntimeException
}
