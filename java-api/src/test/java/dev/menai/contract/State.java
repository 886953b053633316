package dev.menai.contract;

/** What a future is when one of its methods is called, and what becomes of it afterwards unless the method ended it. */
enum State {
    COMPLETE,
    FAILED,
    CANCELLED,
    PENDING_THEN_COMPLETE,
    PENDING_THEN_FAILED,
    PENDING_THEN_CANCELLED;

    boolean isPending() {
        return ordinal() >= PENDING_THEN_COMPLETE.ordinal();
    }

    /** What a look at the future shows while it is in this state. */
    String look() {
        return switch (this) {
            case COMPLETE -> "done";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
            default -> "pending";
        };
    }

    /** How the future ends when nobody else ends it; a derived one wraps the failure. */
    String ending(boolean isDerived) {
        return switch (this) {
            case COMPLETE, PENDING_THEN_COMPLETE -> "value";
            case FAILED, PENDING_THEN_FAILED -> (isDerived ? "CompletionException of " : "") + "IOException 'lost'";
            case CANCELLED, PENDING_THEN_CANCELLED -> "CancellationException";
        };
    }
}
