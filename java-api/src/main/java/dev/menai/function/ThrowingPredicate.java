package dev.menai.function;

import org.jspecify.annotations.Nullable;

/** A question about something that may throw a checked exception, which the caller gets to see as such. */
@FunctionalInterface
public interface ThrowingPredicate<A extends @Nullable Object, X extends Exception> {
    /** Returns whether the answer for {@code argument} is yes. */
    boolean test(A argument) throws X;
}
