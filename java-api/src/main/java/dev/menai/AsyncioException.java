package dev.menai;

import org.jspecify.annotations.Nullable;

/** The root of this library's own exceptions. */
public class AsyncioException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes an exception that says {@code message}. */
    public AsyncioException(String message) {
        super(message);
    }

    /** Makes an exception that says {@code message}, because of {@code cause}. */
    public AsyncioException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
