package dev.menai.engine.context

import dev.menai.engine.InternalMenaiApi
import kotlin.coroutines.CoroutineContext

/** An element of a coroutine's context that sets context variables: Java code has those in its own context anyway. */
@InternalMenaiApi
public interface VariablesElement : CoroutineContext.Element
