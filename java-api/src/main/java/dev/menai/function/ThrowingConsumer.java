package dev.menai.function;

import org.jspecify.annotations.Nullable;

/** Code that takes a value and may throw a checked exception, which the caller gets to see as such. */
@FunctionalInterface
public interface ThrowingConsumer<A extends @Nullable Object, X extends Exception> {
    /** Runs this code with {@code argument}. */
    void accept(A argument) throws X;
}
