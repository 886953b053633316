package dev.menai.engine.loop

import java.util.concurrent.ThreadFactory

/** A thread that runs linear bodies, one after the other, each for the loop that assigned it. */
internal class Worker(factory: ThreadFactory) : Runnable {
    val thread: Thread = factory.newThread(this)
    val seat = Seat(thread)
    private var loop: Loop? = null
    private var step: LinearStep? = null
    private var isStarted = false

    /** Whether there is a body to run: else a grant of the seat means that the thread is to end. */
    val isAssigned: Boolean get() = step != null

    /** Gives this worker its next body; called by the one who acquired it. */
    fun assign(loop: Loop, step: LinearStep) {
        this.loop = loop
        this.step = step
        if (isStarted) {
            seat.grant()
        } else {
            isStarted = true
            try {
                thread.start()
            } catch (failure: Throwable) {
                Workers.release(seat)
                Workers.ended()
                throw failure
            }
        }
    }

    override fun run() {
        val state = ThreadState.current()
        seat.state = state
        state.seat = seat
        do runAssigned(state) while (Workers.awaitWork(this))
    }

    /** A frame of its own, so that an idle thread does not hold the last body in its stack. */
    private fun runAssigned(state: ThreadState) {
        val loop = loop!!
        val step = step!!
        this.loop = null
        this.step = null
        try {
            loop.occupy(step, state, seat)
        } catch (failure: Throwable) {
            // nothing of a user's comes up to here; a thread that ended of it would be counted for ever
            LoopLog.failure("A worker of an event loop failed: please report this", failure)
            state.loop = null
            state.task = null
        } finally {
            Workers.release(seat) // of a body that was not to be run any more
        }
    }
}
