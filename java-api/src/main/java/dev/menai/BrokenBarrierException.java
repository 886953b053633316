package dev.menai;

/**
 * A {@link Barrier} was aborted or reset while a task waited at it, or is broken. Unlike {@link
 * java.util.concurrent.BrokenBarrierException} it is unchecked.
 */
public class BrokenBarrierException extends AsyncioException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception that has no cause. */
    public BrokenBarrierException(String message) {
        super(message);
    }
}
