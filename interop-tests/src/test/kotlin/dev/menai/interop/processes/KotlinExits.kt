package dev.menai.interop.processes

import dev.menai.EventLoop
import dev.menai.Task
import dev.menai.coroutines.createSuspendTask
import dev.menai.coroutines.runLoop
import dev.menai.coroutines.scope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlin.system.exitProcess

suspend fun exitAfterSuspension(status: Int) {
    delay(1)
    exitProcess(status)
}

suspend fun onIo(action: suspend () -> Unit): Unit = withContext(Dispatchers.IO) { action() }

fun exitIn(loop: EventLoop, status: Int): Task<Unit> = loop.createSuspendTask { exitAfterSuspension(status) }

fun exitInScopeOf(loop: EventLoop, status: Int) {
    loop.scope.launch {
        try {
            delay(Long.MAX_VALUE)
        } finally {
            withContext(NonCancellable) { delay(10) }
            println("coroutine cleaned up")
        }
    }
    loop.scope.launch { exitAfterSuspension(status) }
}

fun exitInRunLoop(status: Int) {
    runLoop {
        launch { delay(Long.MAX_VALUE) }
        exitAfterSuspension(status)
    }
}
