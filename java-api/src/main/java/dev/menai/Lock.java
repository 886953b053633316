package dev.menai;

import dev.menai.engine.sync.Permits;
import dev.menai.internal.sync.Acquiring;

/**
 * Lets one task at a time pass: asyncio's {@code Lock}, not that of {@code java.util.concurrent.locks}. Waiting for it
 * blocks no thread.
 *
 * <pre>{@code
 * Lock lock = new Lock();
 * int balance = lock.with(() -> {
 *     int before = await(account.balance());
 *     await(account.setBalance(before + amount)); // no other task is between the two
 *     return before + amount;
 * });
 * var held = await(lock.acquire()); // for a block that is to return or break
 * try (held) {
 *     await(account.setBalance(0));
 * }
 * }</pre>
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Locks and semaphores (LCK).
 */
public final class Lock implements Acquirable {
    private final Acquiring acquiring = Acquiring.lock(this::release);

    /** Creates a lock that is free. */
    public Lock() {}

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
        if (!acquiring.permits().release(1)) {
            throw new IllegalStateException(
                    this + " must be held to be released, but is not; release it once for each acquire");
        }
    }

    @Override
    public boolean isLocked() {
        return acquiring.permits().getValue() == 0;
    }

    Permits<Held> permits() {
        return acquiring.permits();
    }

    @Override
    public String toString() {
        return acquiring.permits().text("Lock");
    }
}
