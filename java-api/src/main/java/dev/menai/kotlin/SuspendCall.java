package dev.menai.kotlin;

import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/**
 * A call of a Kotlin suspend function, which Java sees with a continuation as its last parameter: {@code c ->
 * repository.find(id, c)}.
 */
@FunctionalInterface
public interface SuspendCall<T extends @Nullable Object, X extends Exception> {
    /** Calls one suspend function, once, and returns what that returns. */
    @Nullable
    Object invoke(Continuation<T> continuation) throws X;
}
