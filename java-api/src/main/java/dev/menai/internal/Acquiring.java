package dev.menai.internal;

import dev.menai.Acquirable.Held;
import dev.menai.AsyncFuture;
import dev.menai.engine.sync.Permits;
import dev.menai.engine.tasks.HandedAtOnce;
import org.jspecify.annotations.Nullable;

/** The permits behind a lock or semaphore, and how they are waited for. Hands over those that are free. */
public final class Acquiring extends HandedAtOnce {
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

    @Override
    public void handBack(@Nullable Object value) {
        permits.release(Integer.MAX_VALUE);
    }

    public AsyncFuture<Held> acquire() {
        if (permits.tryAcquire()) {
            return Loops.done(new Holding(release), this);
        }
        AsyncFuture<Held> future = Loops.newFuture();
        permits.acquire(future);
        return future;
    }
}
