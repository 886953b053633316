package dev.menai.internal;

import dev.menai.Acquirable.Held;
import dev.menai.AsyncFuture;
import dev.menai.engine.sync.Permits;

/** The permits behind a lock or semaphore, and how they are waited for. */
public final class Acquiring {
    private final Permits<Held> permits;
    private final Held held;

    /** Has {@code count} permits, each of which is given back by {@code release}. */
    public Acquiring(int count, Held release) {
        permits = new Permits<>(count, release);
        held = release;
    }

    public Permits<Held> permits() {
        return permits;
    }

    public AsyncFuture<Held> acquire() {
        if (permits.tryAcquire()) {
            return Loops.done(held);
        }
        AsyncFuture<Held> future = Loops.newFuture();
        permits.acquire(future);
        return future;
    }
}
