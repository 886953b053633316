package dev.menai;

/**
 * A {@link Semaphore} that is not released more often than it was acquired.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Locks and semaphores (SEM).
 */
public final class BoundedSemaphore extends Semaphore {
    private final int bound;

    /**
     * Creates a semaphore with {@code value} permits, and never more.
     *
     * @throws IllegalArgumentException if that is negative
     */
    public BoundedSemaphore(int value) {
        super(value);
        bound = value;
    }

    /**
     * Releases a permit.
     *
     * @throws IllegalStateException if all permits are free
     */
    @Override
    public void release() {
        if (!release(bound)) {
            throw new IllegalStateException(this + " must have at most " + bound
                    + " permits, but was released once too often; release it once for each acquire");
        }
    }
}
