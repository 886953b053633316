package dev.menai.kotlin;

import kotlin.coroutines.Continuation;
import kotlinx.coroutines.CoroutineScope;
import org.jspecify.annotations.Nullable;

/** A call of a Kotlin suspend function that also wants a scope for the coroutines which it starts. */
@FunctionalInterface
public interface ScopedSuspendCall<T extends @Nullable Object, X extends Exception> {
    /** Calls one suspend function, once, and returns what that returns. */
    @Nullable
    Object invoke(CoroutineScope scope, Continuation<T> continuation) throws X;
}
