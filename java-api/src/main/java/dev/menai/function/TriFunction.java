package dev.menai.function;

import org.jspecify.annotations.Nullable;

/** A function of three arguments. */
@FunctionalInterface
public interface TriFunction<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        R extends @Nullable Object> {
    /** Returns the value of the function for these arguments. */
    R apply(A first, B second, C third);
}
