package dev.menai;

import dev.menai.internal.Checks;
import dev.menai.internal.sync.Acquiring;

/**
 * Lets so many tasks at a time pass: asyncio's {@code Semaphore}, not that of {@code java.util.concurrent}. Waiting for
 * it blocks no thread.
 *
 * <pre>{@code
 * Semaphore connections = new Semaphore(10);
 * for (URI page : pages) {
 *     group.createTask(() -> {
 *         Page loaded = connections.with(() -> load(page)); // ten of them at a time
 *         show(loaded);
 *     });
 * }
 * }</pre>
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Locks and semaphores (SEM).
 */
public class Semaphore implements Acquirable {
    private final Acquiring acquiring;

    /** Creates a semaphore with one permit. */
    public Semaphore() {
        this(1);
    }

    /**
     * Creates a semaphore with {@code value} permits.
     *
     * @throws IllegalArgumentException if that is negative
     */
    @SuppressWarnings("this-escape") // called when a permit is closed
    public Semaphore(int value) {
        Checks.notNegative(value, "value");
        acquiring = Acquiring.semaphore(value, this::release);
    }

    @Override
    @CheckReturnValue
    public AsyncFuture<Held> acquire() {
        return acquiring.acquire();
    }

    @Override
    public boolean tryAcquire() {
        return acquiring.permits().tryAcquire();
    }

    @Override
    public void release() {
        release(Integer.MAX_VALUE);
    }

    /** Gives a permit back unless {@code limit} are free; returns whether it did. */
    boolean release(int limit) {
        return acquiring.permits().release(limit);
    }

    @Override
    public boolean isLocked() {
        return value() == 0;
    }

    /** Returns the number of permits that are free. */
    public int value() {
        return acquiring.permits().getValue();
    }

    @Override
    public String toString() {
        return acquiring.permits().text(getClass().getSimpleName());
    }
}
