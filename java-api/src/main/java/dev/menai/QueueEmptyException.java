package dev.menai;

/** There was no item in a {@link Queue} for a caller that would not wait. */
public class QueueEmptyException extends AsyncioException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception that has no cause. */
    public QueueEmptyException(String message) {
        super(message);
    }
}
