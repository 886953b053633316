package dev.menai;

/** A future was asked for something that its state does not allow: a result it does not have, or a second one. */
public class InvalidStateException extends AsyncioException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception that has no cause. */
    public InvalidStateException(String message) {
        super(message);
    }
}
