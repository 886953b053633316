package dev.menai.internal

import dev.menai.kotlin.Suspend
import dev.menai.kotlin.SuspendCall
import java.util.concurrent.CompletableFuture

/** Runs [block] as a suspend call of Java. */
internal fun <T> calling(block: suspend () -> T): CompletableFuture<T> = Suspend.call(SuspendCall<T, Exception>(block))

/** As [calling], without a value. */
internal fun running(block: suspend () -> Unit): CompletableFuture<Void?> =
    Suspend.run(SuspendCall<Unit, Exception>(block))
