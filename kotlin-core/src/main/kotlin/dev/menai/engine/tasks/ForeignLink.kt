package dev.menai.engine.tasks

import dev.menai.engine.loop.Loop
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicBoolean
import java.util.function.BiConsumer

/**
 * A registration with a future that is not a loop's, on behalf of something on [loop]: until it ends, it counts as work
 * outside that loop.
 */
internal class ForeignLink(private val loop: Loop, private val ended: Runnable) : BiConsumer<Any?, Throwable?> {
    private val isOpen = AtomicBoolean(true)

    /** Completed when the link is withdrawn: with `anyOf`, the JDK then forgets its registration with the future. */
    private val left = CompletableFuture<Any?>()

    fun open(future: CompletableFuture<*>) {
        loop.outsideWorkBegan()
        CompletableFuture.anyOf(future, left).whenComplete(this)
    }

    /** Returns false when the future has ended, and its end has been told or is being told. */
    fun withdraw(): Boolean {
        if (!isOpen.compareAndSet(true, false)) return false
        left.complete(null)
        loop.outsideWorkEnded()
        return true
    }

    override fun accept(value: Any?, failure: Throwable?) {
        if (!isOpen.compareAndSet(true, false)) return
        try {
            ended.run()
        } finally {
            loop.outsideWorkEnded()
        }
    }
}
