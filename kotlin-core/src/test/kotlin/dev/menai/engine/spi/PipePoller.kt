package dev.menai.engine.spi

import java.nio.ByteBuffer
import java.nio.channels.Pipe
import java.nio.channels.SelectionKey
import java.nio.channels.Selector
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

/** A small client of the engine: bytes that come through pipes, as futures. */
class PipePoller(private val loop: LoopPort) : Poller {
    private val selector = Selector.open()

    override val isWanted: Boolean get() = selector.keys().any { it.interestOps() != 0 }

    override fun poll(nanos: Long) {
        when {
            nanos == 0L || !loop.mayBlock() -> selector.selectNow()
            nanos == Long.MAX_VALUE -> selector.select()
            else -> selector.select(TimeUnit.NANOSECONDS.toMillis(nanos) + 1)
        }
        val ready = selector.selectedKeys()
        for (key in ready) {
            key.interestOps(0)
            loop.enqueue(key.attachment() as Read)
        }
        ready.clear()
    }

    override fun wakeup() {
        selector.wakeup()
    }

    override fun close() {
        selector.keys().map { it.attachment() as Read }.forEach { it.closed() }
        selector.close()
    }

    private inner class Read(private val source: Pipe.SourceChannel) :
        Work,
        Runnable {
        val pending: Pending<Int> = loop.pending(this)

        override fun run() {
            if (pending.future.isDone) return // cancelled: the byte stays where it is
            val byte = ByteBuffer.allocate(1)
            source.read(byte)
            pending.complete(byte.get(0).toInt())
        }

        override fun cancel(): Boolean {
            source.keyFor(selector).interestOps(0)
            return true
        }

        fun closed() {
            pending.fail(IllegalStateException("the pipe is closed"))
        }

        override fun describe(): String = "a byte"
    }

    fun read(source: Pipe.SourceChannel): CompletableFuture<Int> {
        source.configureBlocking(false)
        val read = Read(source)
        val key = source.keyFor(selector) ?: source.register(selector, 0)
        key.attach(read)
        key.interestOps(SelectionKey.OP_READ)
        selector.wakeup() // another thread may be in it
        return read.pending.future
    }
}
