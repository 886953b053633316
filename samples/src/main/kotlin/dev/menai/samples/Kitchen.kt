package dev.menai.samples

import dev.menai.Event
import dev.menai.Lock
import dev.menai.Queue
import dev.menai.coroutines.asFlow
import dev.menai.coroutines.await
import dev.menai.coroutines.createSuspendTask
import dev.menai.coroutines.runLoop
import dev.menai.coroutines.send
import dev.menai.coroutines.taskGroup
import dev.menai.coroutines.withLock
import kotlinx.coroutines.delay

/** What both halves of the restaurant use: the same objects, with futures in Java and suspend functions in Kotlin. */
class Restaurant {
    val isOpen = Event()
    val oven = Lock()
    val orders = Queue<String>(1)
    val dishes = Queue<String>(1)
}

/** The Kotlin half cooks what the Java half, a [Waiter], orders. */
class Kitchen(private val restaurant: Restaurant, private val waiter: Waiter) {
    suspend fun cook() {
        restaurant.isOpen.await()
        restaurant.orders.asFlow().collect { order ->
            restaurant.oven.withLock {
                println("cook: $order is in the oven")
                delay(10)
            }
            val table = waiter.tableOf(order).await() // a future of Java
            restaurant.dishes.send("$order for $table")
        }
        restaurant.dishes.shutdown()
    }
}

suspend fun evening() {
    val restaurant = Restaurant()
    val waiter = Waiter(restaurant)
    taskGroup {
        createSuspendTask("cook") { Kitchen(restaurant, waiter).cook() }
        createTask("waiter", waiter::takeOrders)
        createTask("runner", waiter::serve)
    }
    println("closed")
}

fun main(): Unit = runLoop { evening() }
