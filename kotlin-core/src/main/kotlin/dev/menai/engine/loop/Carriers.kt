package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.context.Carried
import dev.menai.engine.context.Carrier

/**
 * The carriers that have been declared, and how what they carry gets into threads and out of them.
 *
 * **The invariant.** While a thread is in a context, what is carried lives in the thread, where the code that runs there
 * reads and changes it. The context has it ([dev.menai.engine.context.VarContext.carried]) whenever no thread is in it,
 * while the body in it waits, and from before anybody else can be told to enter it. So whoever leaves a context
 * ([ThreadState.enter]) has it take what the thread has changed, and gives the thread what the entered one has; in a
 * fresh context that is nothing, so that no step sees what another one left behind.
 *
 * A body that waits keeps its thread, and the thread runs other steps meanwhile: which context is current is a matter of
 * the thread. Before it waits the body saves what the thread has changed ([ThreadState.save]); when it goes on, it makes
 * sure that the thread holds what its context has by now ([ThreadState.resume]): others may have been in the context, as
 * a generator is in that of its user. Where nothing of this happened, as when the turn goes from body to body, both are
 * a comparison. Only changes are taken: who has changed nothing does not undo what others did in the same context.
 *
 * A carrier that throws is reported once; the step goes on, with what that carrier carried before.
 */
@InternalMenaiApi
public object Carriers {
    /** The declared carriers, as what a fresh context has; [Carried.NONE] as long as there are none. */
    @Volatile
    @JvmField
    internal var nothing: Carried = Carried.NONE

    internal val areDeclared: Boolean get() = nothing !== Carried.NONE

    @JvmStatic
    @Synchronized
    public fun declare(carrier: Carrier) {
        nothing = nothing.with(carrier)
    }

    @JvmStatic
    @Synchronized
    public fun withdraw(carrier: Carrier) {
        nothing = nothing.without(carrier)
    }

    /** Returns what this thread holds: [known] itself if that is still it. */
    internal fun capture(known: Carried): Carried = nothing.capture(known, ::look)

    /** Has this thread, which holds [held], hold [wanted]. */
    internal fun install(held: Carried, wanted: Carried) {
        if (held === wanted) return
        for (at in 0..<held.size) {
            val carrier = held.carrier(at)
            val value = wanted.value(at, carrier)
            if (value !== held.value(at, carrier)) give(carrier, value)
        }
    }

    private fun look(carrier: Carrier, known: Any?): Any? = try {
        carrier.capture(known)
    } catch (failure: Throwable) {
        report("capture", carrier, failure)
        known
    }

    private fun give(carrier: Carrier, value: Any?) {
        try {
            carrier.install(value)
        } catch (failure: Throwable) {
            report("install", carrier, failure)
        }
    }

    private fun report(action: String, carrier: Carrier, failure: Throwable) {
        if (!carrier.failsFirst()) return
        LoopLog.failure(
            "${SafeText.of(
                carrier,
            )} must $action what a thread holds, but threw ${SafeText.of(failure)}; the step goes " +
                "on without, and further failures of it are not reported: mend it, or close its registration",
            failure,
        )
        Fatal.errorIn(failure)?.let { ThreadState.current().loop?.fail(it) }
    }
}
