package dev.menai.engine.tasks

import dev.menai.engine.loop.LinearStep
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.LoopTimer
import dev.menai.engine.loop.Wakeup

/** Completes futures after a time. */
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
            val alarm = if (result == null) Bell(future, result) else Alarm(future, result)
            alarm.timer = loop.callLater(nanos, alarm, Loop.NO_VARIABLES)
            future.producer = alarm
        }
    }

    private class NextTurn<T>(private val future: LoopFuture<T>, private val result: T) :
        Wakeup,
        Producer {
        override fun fire(): LinearStep? = if (future.isDone) null else future.settleInPlace(result)

        override fun run() {
            fire()
        }

        override fun cancel(future: LoopFuture<*>, reason: String): Boolean = future.settleCancelled(reason)
    }

    private open class Alarm<T>(private val future: LoopFuture<T>, private val result: T) :
        Runnable,
        Producer {
        lateinit var timer: LoopTimer

        override fun run() {
            future.settle(result)
        }

        override fun cancel(future: LoopFuture<*>, reason: String): Boolean {
            timer.cancel()
            return future.settleCancelled(reason)
        }
    }

    /** An alarm that brings nothing. */
    private class Bell<T>(future: LoopFuture<T>, result: T) :
        Alarm<T>(future, result),
        Signalling
}
