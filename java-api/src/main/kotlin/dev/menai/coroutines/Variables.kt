package dev.menai.coroutines

import dev.menai.Context
import dev.menai.ContextVar
import dev.menai.engine.tasks.ContextElement
import dev.menai.internal.Engines
import dev.menai.internal.bridge.VariableElement
import kotlin.coroutines.CoroutineContext

/**
 * Returns an element with which this variable has [value] in a coroutine, and in those that it launches, on any
 * dispatcher: `withContext(user.asContextElement("Ada")) { ... }`. Outside it is what it was.
 *
 * Unlike with `ThreadLocal.asContextElement` of kotlinx, what the coroutine itself sets survives its suspensions.
 */
public fun <T> ContextVar<T>.asContextElement(value: T): CoroutineContext.Element = VariableElement(this, value)

/**
 * Returns an element with which a coroutine that is no task runs in a copy of this context, on any dispatcher:
 * `scope.launch(Context.copy().asContextElement()) { ... }`. What it sets is not seen outside, nor in the coroutines
 * that it has launched before.
 */
public fun Context.asContextElement(): CoroutineContext.Element = ContextElement(Engines.of(this))
