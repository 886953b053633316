package dev.menai.function;

import org.jspecify.annotations.Nullable;

/** A function that may throw a checked exception, which the caller gets to see as such. */
@FunctionalInterface
public interface ThrowingFunction<A extends @Nullable Object, R extends @Nullable Object, X extends Exception> {
    R apply(A argument) throws X;
}
