package dev.menai.function;

import org.jspecify.annotations.Nullable;

/** A function of three arguments that may throw a checked exception, which the caller gets to see as such. */
@FunctionalInterface
public interface ThrowingTriFunction<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        R extends @Nullable Object,
        X extends Exception> {
    R apply(A first, B second, C third) throws X;
}
