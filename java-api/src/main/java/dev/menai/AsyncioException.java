package dev.menai;

/** The root of this library's own exceptions. */
public class AsyncioException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AsyncioException(String message) {
        super(message);
    }
}
