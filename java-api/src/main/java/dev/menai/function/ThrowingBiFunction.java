package dev.menai.function;

import org.jspecify.annotations.Nullable;

/**
 * A function of two arguments that may throw a checked exception, which the caller gets to see as such. Where no value is
 * wanted it serves as well.
 */
@FunctionalInterface
public interface ThrowingBiFunction<
                A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object, X extends Exception>
        extends ThrowingBiConsumer<A, B, X> {
    /** Returns the value of the function for these arguments. */
    R apply(A first, B second) throws X;

    /** Does the same without a value. */
    @Override
    default void accept(A first, B second) throws X {
        apply(first, second);
    }
}
