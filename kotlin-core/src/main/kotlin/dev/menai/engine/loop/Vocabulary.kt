package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.spi.Pending
import dev.menai.engine.spi.Work

/** Makes what the public vocabulary has classes of its own for, which the engine does not know. */
@InternalMenaiApi
public interface Vocabulary {
    /** A future, for which [work] is done. */
    public fun <T> pending(work: Work): Pending<T>

    /** Several failures as one. */
    public fun group(message: String, members: List<Throwable>): RuntimeException

    /** The end of a time: [nanos] long if that is known, until [deadline] on the loop's clock. */
    public fun timeout(message: String, nanos: Long?, deadline: Long, cause: Throwable?): RuntimeException
}
