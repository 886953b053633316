package dev.menai.function;

import org.jspecify.annotations.Nullable;

/** Code that returns a value and may throw a checked exception, which the caller gets to see as such. */
@FunctionalInterface
public interface ThrowingSupplier<T extends @Nullable Object, X extends Exception> {
    T get() throws X;
}
