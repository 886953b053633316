package dev.menai;

/** There was no room in a {@link Queue} for a caller that would not wait. */
public class QueueFullException extends AsyncioException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception that has no cause. */
    public QueueFullException(String message) {
        super(message);
    }
}
