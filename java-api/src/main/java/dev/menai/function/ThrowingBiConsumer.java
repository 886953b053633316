package dev.menai.function;

import org.jspecify.annotations.Nullable;

/** Code that takes two values and may throw a checked exception, which the caller gets to see as such. */
@FunctionalInterface
public interface ThrowingBiConsumer<A extends @Nullable Object, B extends @Nullable Object, X extends Exception> {
    /** Does what it does with what it is given, or throws what it failed with. */
    void accept(A first, B second) throws X;
}
