package dev.menai.engine.bridge

import dev.menai.engine.InternalMenaiApi
import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.LoopLog
import dev.menai.engine.loop.ProcessEnd
import dev.menai.engine.tasks.LoopFuture
import java.util.concurrent.ExecutorService
import java.util.concurrent.TimeUnit

/** Ends a loop's default executor. */
@InternalMenaiApi
public object ExecutorShutdown {
    /** Refuses further work, and completes [result] when all work is done or [timeoutNanos] are over. */
    @JvmStatic
    public fun start(loop: Loop, result: LoopFuture<Void?>, timeoutNanos: Long) {
        val service = loop.executor.shutdown()
        if (service == null || service.isTerminated) {
            result.settle(null)
            return
        }
        val watcher =
            Thread(null, {
                awaitEnd(loop, service, timeoutNanos)
                loop.enqueue { result.settle(null) }
                loop.outsideWorkEnded()
            }, "menai-executor-shutdown", 0, false)
        watcher.isDaemon = true
        loop.outsideWorkBegan()
        watcher.start()
    }

    /**
     * Waits for the end of [service], the default executor of [loop], and warns when it does not come in time; not for
     * threads that stand in `System.exit`, which waits for those who wait here.
     */
    @JvmStatic
    public fun awaitEnd(loop: Loop, service: ExecutorService, timeoutNanos: Long) {
        val start = System.nanoTime()
        while (true) {
            val left = timeoutNanos - (System.nanoTime() - start)
            if (service.awaitTermination(minOf(left, LOOK_NANOS), TimeUnit.NANOSECONDS)) return
            if (ProcessEnd.hasBegun && loop.executor.isHeldInExit()) return
            if (left <= LOOK_NANOS) break
        }
        val millis = TimeUnit.NANOSECONDS.toMillis(timeoutNanos)
        LoopLog.warn("The default executor was not done after $millis ms: giving up waiting for its threads", null)
    }

    private val LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50)
}
