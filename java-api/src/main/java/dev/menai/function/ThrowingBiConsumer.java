package dev.menai.function;

import org.jspecify.annotations.Nullable;

/** Code that takes two values and may throw a checked exception, which the caller gets to see as such. */
@FunctionalInterface
public interface ThrowingBiConsumer<A extends @Nullable Object, B extends @Nullable Object, X extends Exception> {
    /** Runs this code with two values. */
    void accept(A first, B second) throws X;
}
