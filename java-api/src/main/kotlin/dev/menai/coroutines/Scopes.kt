package dev.menai.coroutines

import dev.menai.Asyncio
import dev.menai.EventLoop
import dev.menai.ExceptionGroup
import dev.menai.InvalidStateException
import dev.menai.TaskGroup
import dev.menai.Timeout
import dev.menai.TimeoutException
import dev.menai.engine.groups.Scope
import dev.menai.engine.groups.TaskGroupScope
import dev.menai.engine.groups.TimeoutScope
import dev.menai.engine.groups.inScope
import dev.menai.engine.loop.Loop
import dev.menai.engine.tasks.Occupant
import dev.menai.internal.Engines
import kotlin.time.Duration

/**
 * Runs [block], which creates Java and Kotlin tasks in a group, waits for all of them, and returns its value: the
 * suspend form of [Asyncio.taskGroup]. Unlike `coroutineScope` it throws everything that failed, as an
 * [ExceptionGroup].
 *
 * @throws InvalidStateException if `cancel()` ends [block] before it has returned, since a value is missing then, be it that
 * of `Unit`: let the block return, and a task of the group call `cancel()`
 */
public suspend fun <T> taskGroup(name: String? = null, block: suspend TaskGroup.() -> T): T =
    valueOf(TaskGroupScope.of(name)) { block(Engines.groupOf(it)) }

private suspend fun <S : Scope, T> valueOf(makeScope: (Loop, Occupant) -> S, block: suspend (S) -> T): T {
    EventLoop.shared() // a coroutine without a loop of ours works with this one, which must be there
    val result = inScope(makeScope, block)
    if (!result.hasValue) {
        throw InvalidStateException(
            "a task group must have a value, but was cancelled by cancel() before its block returned one; " +
                "let it return before that, and a task of the group call cancel()",
        )
    }
    @Suppress("UNCHECKED_CAST") // there is a value, which is null only if T allows it
    return result.value as T
}

/**
 * Runs [block] for [delay] at the most, null is no limit: the suspend form of [Asyncio.timeout]. Unlike `withTimeout` it
 * throws an exception that is no cancellation and tells which time was over, and the deadline can be moved.
 *
 * @throws TimeoutException if the time is over before
 */
public suspend fun <T> timeout(delay: Duration?, block: suspend (Timeout) -> T): T =
    valueOf(TimeoutScope.ofLength(delay?.inWholeNanoseconds)) { block(Engines.timeoutOf(it)) }

/** As [timeout], until [deadline] in the time of the loop: see [now]. */
public suspend fun <T> timeoutAt(deadline: Duration?, block: suspend (Timeout) -> T): T =
    valueOf(TimeoutScope.until(deadline?.inWholeNanoseconds)) { block(Engines.timeoutOf(it)) }
