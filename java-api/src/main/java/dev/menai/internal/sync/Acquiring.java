package dev.menai.internal.sync;

import dev.menai.Acquirable.Held;
import dev.menai.AsyncFuture;
import dev.menai.engine.sync.Permits;
import dev.menai.internal.Loops;

/** The permits behind a lock or semaphore, and how they are waited for. */
public final class Acquiring {
    private final Permits<Held> permits;
    private final Runnable release;

    private Acquiring(int count, Runnable release, boolean isLock) {
        permits = new Permits<>(count, () -> new Holding(release), isLock);
        this.release = release;
    }

    /** Returns one with a single permit, which {@code release} gives back. */
    public static Acquiring lock(Runnable release) {
        return new Acquiring(1, release, true);
    }

    /** Returns one with {@code count} permits, each of which {@code release} gives back. */
    public static Acquiring semaphore(int count, Runnable release) {
        return new Acquiring(count, release, false);
    }

    public Permits<Held> permits() {
        return permits;
    }

    public AsyncFuture<Held> acquire() {
        if (permits.tryAcquire()) {
            Holding held = new Holding(release);
            return Loops.done(held, held);
        }
        AsyncFuture<Held> future = Loops.newFuture();
        permits.acquire(future);
        return future;
    }
}
