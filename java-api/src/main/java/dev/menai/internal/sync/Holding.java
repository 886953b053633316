package dev.menai.internal.sync;

import dev.menai.Acquirable.Held;
import dev.menai.engine.tasks.HandedAtOnce;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** What one who has acquired something holds, until he closes it: he gives back no more than he got. */
public final class Holding extends HandedAtOnce implements Held {
    private static final AtomicIntegerFieldUpdater<Holding> CLOSED =
            AtomicIntegerFieldUpdater.newUpdater(Holding.class, "isClosed");

    private final Runnable release;
    private volatile int isClosed;

    public Holding(Runnable release) {
        this.release = release;
    }

    @Override
    public void close() {
        if (CLOSED.compareAndSet(this, 0, 1)) {
            release.run();
        }
    }

    @Override
    public void handBack(@Nullable Object value) {
        close();
    }

    @Override
    public String toString() {
        return isClosed == 0 ? "Held[held]" : "Held[closed]";
    }
}
