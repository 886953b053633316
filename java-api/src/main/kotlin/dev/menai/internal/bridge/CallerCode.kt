package dev.menai.internal.bridge

import dev.menai.engine.context.CallerElements
import dev.menai.engine.loop.ThreadState

// Code that runs for a coroutine, with the elements that it has of that.

/** Runs [code] in a copy of the context, with [elements]. */
internal inline fun <T> inCopy(state: ThreadState, elements: CallerElements?, code: () -> T): T {
    val outer = state.enter(state.copyOfContext(elements))
    try {
        return code()
    } finally {
        state.enter(outer)
    }
}

/** As [inCopy], for code that sets no variables: if the context has these very elements, it is not copied. */
internal inline fun <T> withElements(state: ThreadState, elements: CallerElements?, code: () -> T): T =
    if (elements === state.elements) code() else inCopy(state, elements, code)
