package dev.menai.engine.bridge

import dev.menai.engine.loop.Loop
import dev.menai.engine.loop.LoopLog
import dev.menai.engine.tasks.LoopFuture
import java.util.concurrent.ExecutorService
import java.util.concurrent.TimeUnit

/** Ends a loop's default executor. */
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
                awaitEnd(service, timeoutNanos)
                loop.enqueue { result.settle(null) }
                loop.outsideWorkEnded()
            }, "menai-executor-shutdown", 0, false)
        watcher.isDaemon = true
        loop.outsideWorkBegan()
        watcher.start()
    }

    /** Waits for the end of [service], and warns when it does not come in time. */
    @JvmStatic
    public fun awaitEnd(service: ExecutorService, timeoutNanos: Long) {
        if (service.awaitTermination(timeoutNanos, TimeUnit.NANOSECONDS)) return
        val millis = TimeUnit.NANOSECONDS.toMillis(timeoutNanos)
        LoopLog.warn("The default executor was not done after $millis ms: giving up waiting for its threads", null)
    }
}
