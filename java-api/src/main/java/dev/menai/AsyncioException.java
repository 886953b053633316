package dev.menai;

import org.jspecify.annotations.Nullable;

/** The root of this library's own exceptions. */
public class AsyncioException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception that has no cause; one may be set later. */
    public AsyncioException(String message) {
        super(message);
    }

    /** Creates an exception with a cause for good; null says that there is none. */
    public AsyncioException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
