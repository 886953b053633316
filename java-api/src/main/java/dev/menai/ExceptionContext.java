package dev.menai;

import org.jspecify.annotations.Nullable;

/**
 * What a loop has to say about a failure that nobody received.
 *
 * @param message what happened
 * @param exception the failure, if there is one
 * @param handle the callback that failed, if it was one
 * @param future the task or future that failed, in its text form, if it was one
 * @param createdAt where the callback, task or future was created; in debug mode only
 * @param original the report that an exception handler failed to handle
 */
public record ExceptionContext(
        String message,
        @Nullable Throwable exception,
        @Nullable Handle handle,
        @Nullable String future,
        @Nullable Throwable createdAt,
        @Nullable ExceptionContext original) {

    /** Returns a report of {@code exception} that comes from no callback or future. */
    public static ExceptionContext of(String message, @Nullable Throwable exception) {
        return new ExceptionContext(message, exception, null, null, null, null);
    }
}
