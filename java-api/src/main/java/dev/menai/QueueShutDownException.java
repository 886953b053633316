package dev.menai;

/** A {@link Queue} was shut down: nothing is put into it any more, and nothing is left to get. */
public class QueueShutDownException extends AsyncioException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception that has no cause. */
    public QueueShutDownException(String message) {
        super(message);
    }
}
