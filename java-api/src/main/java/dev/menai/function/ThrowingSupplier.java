package dev.menai.function;

import org.jspecify.annotations.Nullable;

/**
 * Code that returns a value and may throw a checked exception, which the caller gets to see as such. Where no value is
 * wanted it serves as well.
 */
@FunctionalInterface
public interface ThrowingSupplier<T extends @Nullable Object, X extends Exception> extends ThrowingRunnable<X> {
    /** Runs this code once, and returns its value. */
    T get() throws X;

    /** Does the same without a value. */
    @Override
    default void run() throws X {
        get();
    }
}
