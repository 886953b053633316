package dev.menai.engine.loop

import dev.menai.engine.context.Carried
import dev.menai.engine.context.Carrier
import dev.menai.engine.context.VarContext

/**
 * The carriers that have been declared, and how what they carry gets into threads and out of them.
 *
 * **The invariant.** While a thread is in a context, what is carried lives in the thread, where the code that runs there
 * reads and changes it. The context itself has it ([VarContext.carried]) whenever no thread is in it, and while the body
 * in it waits. So whoever leaves a context ([ThreadState.enter]) has it take what the thread holds, and gives the thread
 * what the entered context has; in a fresh context that is nothing, so that no step sees what another one left behind.
 *
 * A body that waits keeps its thread, and the thread runs other steps meanwhile: which context is current is a matter of
 * the thread. Before it waits the body saves what the thread holds ([ThreadState.save]); when it goes on, it makes sure
 * that the thread holds what its context has by now ([ThreadState.resume]). Where nobody else was in between, as when
 * the turn goes from body to body, that is a comparison.
 *
 * A carrier that throws is reported once; the step goes on, with what that carrier carried before.
 */
public object Carriers {
    /** The declared carriers, as what a fresh context has; [Carried.NONE] as long as there are none. */
    @Volatile
    @JvmField
    internal var nothing: Carried = Carried.NONE

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
    internal fun capture(known: Carried): Carried {
        val nothing = nothing
        return nothing.capture(if (known === Carried.NONE) nothing else known, ::look)
    }

    /** Has this thread, which holds [held], hold [wanted]. */
    internal fun install(held: Carried, wanted: Carried) {
        if (held === wanted) return
        for (at in 0..<held.size) {
            val carrier = held.carrier(at)
            val value = wanted.value(at, carrier)
            if (value !== held.value(at, carrier)) give(carrier, value)
        }
    }

    /** Brings this thread from [left] to [entered], null being a fresh one; returns the one that was left. */
    internal fun cross(left: VarContext?, entered: VarContext?): VarContext? {
        if (left != null && left === entered) return left
        val held = if (left == null) capture(nothing) else save(left)
        install(held, entered?.carried ?: Carried.NONE)
        return if (left != null || held === nothing) left else VarContext().also { it.carried = held }
    }

    /** Has [context] take what this thread holds, and returns that. */
    internal fun save(context: VarContext): Carried {
        val known = context.carried
        val held = capture(known)
        if (held !== known) context.carried = held
        return held
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
            "$carrier must $action what a thread holds, but threw $failure; the step goes on without, and further " +
                "failures of it are not reported: mend it, or close its registration",
            failure,
        )
    }
}
