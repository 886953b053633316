package dev.menai.samples

import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext

/** What a shop in Kotlin wants somebody to implement. */
interface Payments {
    val currency: String

    suspend fun charge(customer: String, amount: Int): String

    suspend fun refund(receipt: String)
}

/** A shop in Kotlin; how things are priced and delivered is told by suspend lambdas. */
class Checkout(private val payments: Payments) {
    /** Returns the receipt. What was paid is given back if the delivery fails or is cancelled. */
    suspend fun buy(
        customer: String,
        item: String,
        priceOf: suspend (String) -> Int,
        deliver: suspend (String) -> Unit,
    ): String {
        val receipt = payments.charge(customer, priceOf(item))
        try {
            deliver(item)
        } catch (failure: Exception) {
            withContext(NonCancellable) { payments.refund(receipt) }
            throw failure
        }
        return "$receipt ${payments.currency}"
    }
}
