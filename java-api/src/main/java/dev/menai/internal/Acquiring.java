package dev.menai.internal;

import dev.menai.Acquirable.Held;
import dev.menai.AsyncFuture;
import dev.menai.engine.sync.Permits;
import dev.menai.engine.tasks.Awaiting;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** The permits behind a lock or semaphore, and how they are waited for. */
public final class Acquiring {
    private final Permits<Held> permits;
    private final CompletableFuture<Held> atOnce;

    /** Has {@code count} permits, each of which is given back by {@code release}. */
    public Acquiring(int count, Held release) {
        permits = new Permits<>(count, release);
        atOnce = CompletableFuture.completedFuture(release);
    }

    public Permits<Held> permits() {
        return permits;
    }

    public CompletableFuture<Held> acquire() {
        CancellationException request = Awaiting.takeRequest();
        if (request != null) {
            return CompletableFuture.failedFuture(request);
        }
        if (permits.tryAcquire()) {
            return atOnce;
        }
        AsyncFuture<Held> future = Loops.newFuture();
        permits.acquire(future);
        return future;
    }
}
