package dev.menai;

import org.jspecify.annotations.Nullable;

/** The root of this library's own exceptions. */
public class AsyncioException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AsyncioException(String message) {
        super(message);
    }

    public AsyncioException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
