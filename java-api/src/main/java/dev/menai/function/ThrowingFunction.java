package dev.menai.function;

import org.jspecify.annotations.Nullable;

/**
 * A function that may throw a checked exception, which the caller gets to see as such. Where no value is wanted it serves
 * as well.
 */
@FunctionalInterface
public interface ThrowingFunction<A extends @Nullable Object, R extends @Nullable Object, X extends Exception>
        extends ThrowingConsumer<A, X> {
    /** Returns the value of the function for {@code argument}. */
    R apply(A argument) throws X;

    /** Does the same without a value. */
    @Override
    default void accept(A argument) throws X {
        apply(argument);
    }
}
