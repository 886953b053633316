package shop

import dev.menai.Asyncio
import dev.menai.coroutines.await
import dev.menai.coroutines.createSuspendTask
import dev.menai.coroutines.runLoop
import dev.menai.coroutines.taskGroup
import kotlinx.coroutines.delay
import java.time.Duration

/** Java and Kotlin tasks in one group. */
fun main() {
    println(
        runLoop {
            taskGroup {
                val java = createTask<Int> { Asyncio.await(Asyncio.sleep(Duration.ofMillis(1), 40)) }
                val kotlin =
                    createSuspendTask {
                        delay(1)
                        2
                    }
                java.await() + kotlin.await()
            }
        },
    )
}
