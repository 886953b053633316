package dev.menai.engine.loop

import dev.menai.engine.InternalMenaiApi
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ExecutorService
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger

/** The pool in which a loop runs blocking work, made when it is first needed. Platform threads. */
@InternalMenaiApi
public class DefaultExecutor internal constructor(private val loop: Loop) {
    private var service: ExecutorService? = null
    private var isShut = false

    /** The threads of the pool, for [isHeldInExit]. */
    private val threads = ConcurrentHashMap.newKeySet<Thread>()

    /** Returns the pool, or throws when it has been shut down. */
    @Synchronized
    public fun require(): ExecutorService {
        if (loop.isClosed) throw loop.closed("run blocking work")
        check(!isShut) {
            "The default executor has been shut down: cannot run blocking work; pass an executor of your own"
        }
        return service ?: pool().also { service = it }
    }

    @Synchronized
    public fun replace(service: ExecutorService) {
        this.service = service
    }

    /** Stops the pool from taking work; returns it, or null when there is none. */
    @Synchronized
    public fun shutdown(): ExecutorService? {
        isShut = true
        return service?.also { it.shutdown() }
    }

    @Synchronized
    internal fun close() {
        service?.shutdown()
    }

    private fun pool(): ExecutorService {
        val pool = ThreadPoolExecutor(THREADS, THREADS, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, LinkedBlockingQueue()) {
            Thread(null, { serve(it) }, "menai-thread-${number.incrementAndGet()}", 0, false).apply { isDaemon = true }
        }
        pool.allowCoreThreadTimeOut(true)
        return pool
    }

    private fun serve(worker: Runnable) {
        val thread = Thread.currentThread()
        threads.add(thread)
        try {
            worker.run()
        } finally {
            threads.remove(thread)
        }
    }

    /** Whether all threads of the pool that still work stand in `System.exit`, so that its end cannot be waited for. */
    internal fun isHeldInExit(): Boolean {
        val pool = synchronized(this) { service as? ThreadPoolExecutor } ?: return false
        val held = threads.count(Exits::holds)
        return held > 0 && held >= pool.activeCount
    }

    private companion object {
        const val KEEP_ALIVE_SECONDS = 10L
        val THREADS = 32 + Runtime.getRuntime().availableProcessors()
        val number = AtomicInteger()
    }
}
