package dev.menai.function;

import org.jspecify.annotations.Nullable;

/** A question about something that may throw a checked exception, which the caller gets to see as such. */
@FunctionalInterface
public interface ThrowingPredicate<A extends @Nullable Object, X extends Exception> {
    /** Returns whether {@code argument} meets the condition, or throws what the question failed with. */
    boolean test(A argument) throws X;
}
