package dev.menai.engine.tasks

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.Dropped
import dev.menai.engine.loop.Lengths
import dev.menai.engine.loop.LinearStep
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.LoopTimer
import dev.menai.engine.loop.Wakeup

/** Completes futures after a time. */
@InternalMenaiApi
public object Sleep {
    /** Completes [future] with [result] after [nanos]; without a positive time, in the next iteration of its loop. */
    @JvmStatic
    public fun <T> start(future: LoopFuture<T>, nanos: Long, result: T) {
        val loop = future.loop
        if (nanos <= 0) {
            val turn = NextTurn(future, result)
            future.producer = turn
            if (!loop.enqueue(turn)) throw loop.closed("sleep")
        } else {
            val alarm = if (result == null) Bell(future, nanos) else Alarm(future, nanos, result)
            alarm.timer = loop.callLater(nanos, alarm, Loop.NO_VARIABLES)
            future.producer = alarm
        }
    }

    private fun Producer.endWithLoop(future: LoopFuture<*>) {
        future.settleCancelled("${describe()} was cancelled: its loop was closed")
    }

    private class NextTurn<T>(private val future: LoopFuture<T>, private val result: T) :
        Wakeup,
        Dropped,
        Producer {
        override fun fire(): LinearStep? = if (future.isDone) null else future.settleInPlace(result)

        override fun run() {
            fire()
        }

        override fun cancel(future: LoopFuture<*>, reason: String): Boolean = future.settleCancelled(reason)

        override fun loopClosed(): Unit = endWithLoop(future)

        override fun describe(): String = "sleep(0 ms)"
    }

    private abstract class Timed<T>(protected val future: LoopFuture<T>, private val nanos: Long) :
        Dropped,
        Producer {
        lateinit var timer: LoopTimer

        override fun loopClosed(): Unit = endWithLoop(future)

        override fun describe(): String = "sleep(${Lengths.text(nanos)})"

        override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
            timer.cancel()
            return future.settleCancelled(reason)
        }
    }

    private class Alarm<T>(future: LoopFuture<T>, nanos: Long, private val result: T) : Timed<T>(future, nanos) {
        override fun run() {
            future.settle(result)
        }
    }

    /** One that brings nothing but null. */
    private class Bell<T>(future: LoopFuture<T>, nanos: Long) :
        Timed<T>(future, nanos),
        Signalling {
        @Suppress("UNCHECKED_CAST") // the result that was given is null
        override fun run() {
            future.settle(null as T)
        }
    }
}
