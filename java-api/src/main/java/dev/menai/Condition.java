package dev.menai;

import dev.menai.engine.sync.Notices;
import dev.menai.engine.tasks.Awaiting;
import dev.menai.internal.Checks;
import dev.menai.internal.Loops;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets tasks wait, under a lock, until others tell them that something has changed: asyncio's {@code Condition}, not
 * that of {@code java.util.concurrent.locks}. {@link #whenNotified} is its {@code wait}; {@code notify} is called
 * {@link #signal}, because every Java object has a {@code notify} of another meaning.
 *
 * <pre>{@code
 * Condition stocked = new Condition();
 * group.createTask("packer", () -> stocked.with(() -> {
 *     stocked.waitFor(() -> shelf.size() >= 2); // without the lock while it waits
 *     pack(shelf.remove(), shelf.remove());
 * }));
 * stocked.with(() -> {
 *     shelf.add(delivered);
 *     stocked.signalAll();
 * });
 * }</pre>
 *
 * <p>Thread-safe, and shared by loops and plain threads.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Events, conditions and barriers (CND).
 */
public final class Condition implements Acquirable {
    private final Lock lock;
    private final Notices<Held> notices;

    /** Creates a condition with a lock of its own. */
    public Condition() {
        this(new Lock());
    }

    /** Creates a condition on {@code lock}, which may be that of other conditions too. */
    public Condition(Lock lock) {
        this.lock = Checks.notNull(lock, "lock");
        notices = new Notices<>(lock.permits());
    }

    @Override
    @CheckReturnValue
    public AsyncFuture<Held> acquire() {
        return lock.acquire();
    }

    @Override
    public boolean tryAcquire() {
        return lock.tryAcquire();
    }

    @Override
    public void release() {
        lock.release();
    }

    @Override
    public boolean isLocked() {
        return lock.isLocked();
    }

    /**
     * Releases the lock and returns a future that is done when somebody has notified and the lock is held again. So it
     * is when the future ends otherwise, cancelled or by a limit of time. A cancellation that comes after the
     * notification is for the next wait.
     *
     * @throws IllegalStateException if the lock is not held
     */
    @CheckReturnValue
    public AsyncFuture<@Nullable Void> whenNotified() {
        requireHeld("wait for a notification");
        AsyncFuture<@Nullable Void> future = Loops.newFuture();
        notices.await(future, Loops::<Held>newFuture);
        return future;
    }

    /** Waits, in the calling body's own task and with the lock held, until {@code predicate} holds. */
    public void waitFor(BooleanSupplier predicate) {
        Checks.notNull(predicate, "predicate");
        while (!predicate.getAsBoolean()) {
            requireHeld("wait for a notification");
            Awaiting.requireBody("Condition.waitFor"); // before the lock is given away
            Asyncio.await(whenNotified());
        }
    }

    /**
     * Notifies the task that has waited longest.
     *
     * @throws IllegalStateException if the lock is not held
     */
    public void signal() {
        signal(1);
    }

    /**
     * Notifies {@code count} of those that wait, the longest first; fewer, if there are not so many.
     *
     * @throws IllegalStateException if the lock is not held
     */
    public void signal(int count) {
        Checks.notNegative(count, "count");
        requireHeld("notify");
        notices.signal(count);
    }

    /**
     * Notifies all that wait.
     *
     * @throws IllegalStateException if the lock is not held
     */
    public void signalAll() {
        signal(Integer.MAX_VALUE);
    }

    private void requireHeld(String action) {
        if (!lock.isLocked()) {
            throw new IllegalStateException(
                    "the lock of a Condition must be held to " + action + ", but is not; acquire it before");
        }
    }

    @Override
    public String toString() {
        return notices.toString();
    }
}
