package dev.menai.engine.loop

import java.util.concurrent.TimeUnit

/** A step that has kept [what] for so long: what is said of it. */
internal class StuckStep(
    private val headline: String,
    private val step: String,
    private val what: String,
    private val nanos: Long,
    private val thread: Thread,
) {
    fun report() {
        val frames = thread.stackTrace
        val why =
            Contention.describe(thread, frames)
                ?: Blockage.describe(frames)?.let { ". It blocks in $it\n$ADVICE" }
                ?: ". Probably it blocks or computes: $ADVICE"
        val millis = TimeUnit.NANOSECONDS.toMillis(nanos)
        val stack = Throwable("stack of $thread").apply { stackTrace = frames }
        LoopLog.warn("$headline: $step has kept $what for $millis ms on $thread$why", stack)
    }

    private companion object {
        const val ADVICE = "use await instead of blocking, and toThread for blocking or long work"
    }
}
