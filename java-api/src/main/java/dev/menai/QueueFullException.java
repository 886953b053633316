package dev.menai;

/** There was no room in a {@link Queue} for one who would not wait. */
public class QueueFullException extends AsyncioException {
    private static final long serialVersionUID = 1L;

    /** Makes an exception that says {@code message}. */
    public QueueFullException(String message) {
        super(message);
    }
}
