package dev.menai.internal;

import dev.menai.Acquirable.Held;
import dev.menai.AsyncFuture;
import dev.menai.engine.sync.Permits;
import dev.menai.engine.tasks.Handing;
import dev.menai.engine.tasks.LoopFuture;
import org.jspecify.annotations.Nullable;

/** The permits behind a lock or semaphore, and how they are waited for. Hands over those that are free. */
public final class Acquiring implements Handing {
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

    @Override
    public boolean cancel(LoopFuture<?> future, String reason) {
        return false;
    }

    @Override
    public boolean take() {
        return true;
    }

    @Override
    public void handBack(@Nullable Object value) {
        permits.release(Integer.MAX_VALUE);
    }

    public AsyncFuture<Held> acquire() {
        if (permits.tryAcquire()) {
            return Loops.done(held, this);
        }
        AsyncFuture<Held> future = Loops.newFuture();
        permits.acquire(future);
        return future;
    }
}
