package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi

/**
 * Looks whether the stack has room for what must not be left half done, before that begins: a `StackOverflowError` in the
 * midst of passing the turn on could not be undone. Throws one now, if it is near.
 *
 * Room enough for the engine's longest way in code that is interpreted, for a class that is loaded on it, and for a
 * callback of moderate depth: a thread that waits runs the steps of others on top of what it has. It is looked for by
 * a few calls with large frames. A frame is as large as what a compiled method keeps over a call, so [descend] has a
 * branch that keeps much; the branch is taken now and then, because a branch that is never taken is not compiled.
 */
@InternalMenaiApi
public object StackRoom {
    private const val FEW = 3
    private const val MANY = 12
    private const val USES = 256

    private val kept = LongArray(128)

    /** Room to queue a task that is made, for a body to wait, or to end what a scope holds. */
    internal fun require(state: ThreadState = ThreadState.current()) {
        look(MANY, state)
    }

    /** Room to give back, at the end of what is to follow, what is taken before it. */
    @JvmStatic
    public fun requireToGiveBack() {
        look(FEW, ThreadState.current())
    }

    /** Room for code of a user's that closes what is opened before it. */
    @JvmStatic
    public fun requireToClose() {
        look(MANY, ThreadState.current())
    }

    private fun look(frames: Int, state: ThreadState) = descend(frames, isKeeping = state.stackLooks++ % USES == 0)

    private fun descend(frames: Int, isKeeping: Boolean): Long = when {
        frames == 0 -> kept[0]
        isKeeping -> over128 { descend(frames - 1, isKeeping = false) }
        else -> descend(frames - 1, isKeeping = false) + 1 // what is added keeps it from being a loop
    }

    private inline fun over128(call: () -> Long) = over32(0) { over32(32) { over32(64) { over32(96, call) } } }

    private inline fun over32(from: Int, call: () -> Long) =
        over8(from) { over8(from + 8) { over8(from + 16) { over8(from + 24, call) } } }

    /** Keeps eight values over [call]. */
    private inline fun over8(from: Int, call: () -> Long): Long {
        val a = kept[from]
        val b = kept[from + 1]
        val c = kept[from + 2]
        val d = kept[from + 3]
        val e = kept[from + 4]
        val f = kept[from + 5]
        val g = kept[from + 6]
        val h = kept[from + 7]
        return ((((call() xor a) + b xor c) + d xor e) + f xor g) + h
    }
}
