package dev.menai.interop.processes

import dev.menai.kotlin.runLoop
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlin.system.exitProcess

suspend fun exitAfterSuspension(status: Int) {
    delay(1)
    exitProcess(status)
}

fun exitInRunLoop(status: Int) {
    runLoop {
        launch { delay(Long.MAX_VALUE) }
        exitAfterSuspension(status)
    }
}
