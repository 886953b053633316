package dev.menai;

/** There was no item in a {@link Queue} for one who would not wait. */
public class QueueEmptyException extends AsyncioException {
    private static final long serialVersionUID = 1L;

    /** Makes an exception that says {@code message}. */
    public QueueEmptyException(String message) {
        super(message);
    }
}
