package dev.menai.interop

import dev.menai.EventLoop
import dev.menai.coroutines.createSuspendTask

/** Runs [block] as the main coroutine of a loop whose time is virtual. */
internal fun <T> onVirtualTime(block: suspend EventLoop.() -> T): T {
    val loop = EventLoop.virtualTime()
    try {
        return loop.runUntilComplete(loop.createSuspendTask("main") { loop.block() })
    } finally {
        loop.close()
    }
}
