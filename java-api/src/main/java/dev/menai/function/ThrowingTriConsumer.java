package dev.menai.function;

import org.jspecify.annotations.Nullable;

/** Code that takes three values and may throw a checked exception, which the caller gets to see as such. */
@FunctionalInterface
public interface ThrowingTriConsumer<
        A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, X extends Exception> {
    /** Runs this code with three values. */
    void accept(A first, B second, C third) throws X;
}
