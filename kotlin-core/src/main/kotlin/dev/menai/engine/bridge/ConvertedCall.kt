package dev.menai.engine.bridge

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.tasks.Listener
import dev.menai.engine.tasks.LoopFuture
import dev.menai.engine.tasks.Outcome
import dev.menai.engine.tasks.Relaying
import java.util.concurrent.CompletableFuture
import java.util.function.Function

/**
 * What a call has brought, converted. Unlike a stage that the JDK derives it ends with the call, a cancelled one included,
 * and has the very failure of it.
 */
@InternalMenaiApi
public class ConvertedCall<A, B> private constructor(
    override val source: CompletableFuture<A>,
    private val outer: LoopFuture<B>,
    private val conversion: Function<in A, out B>,
) : Listener(outer.loop, source),
    Relaying {
    override fun waiterText(): String = "what converts it"

    override fun describe(): String = "suspend call"

    override fun ended() {
        if (source.isCompletedExceptionally) {
            outer.settleExceptionally(Outcome.failureOf(source))
            return
        }
        val converted =
            try {
                conversion.apply(Outcome.of(source))
            } catch (failure: Throwable) {
                outer.settleExceptionally(failure)
                return
            }
        outer.settle(converted)
    }

    /** Nobody else has the call. */
    override fun cancel(future: LoopFuture<*>, reason: String): Boolean = cancelAwaited(reason)

    public companion object {
        /** Has [outer] be what [conversion] makes of the value of [call]. */
        @JvmStatic
        public fun <A, B> start(call: CompletableFuture<A>, outer: LoopFuture<B>, conversion: Function<in A, out B>) {
            val converted = ConvertedCall(call, outer, conversion)
            outer.attach(converted)
            if (!converted.listen()) converted.ended()
        }
    }
}
