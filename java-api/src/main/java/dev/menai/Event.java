package dev.menai;

import dev.menai.engine.sync.Signal;
import dev.menai.internal.Checks;
import dev.menai.internal.Loops;
import org.jspecify.annotations.Nullable;

/**
 * A flag that tasks wait for: asyncio's {@code Event}. {@link #whenSet} is its {@code wait}, a name that every Java
 * object has given away. Thread-safe, and shared by loops and plain threads.
 *
 * <pre>{@code
 * Event migrated = new Event();
 * group.createTask("server", () -> {
 *     await(migrated.whenSet()); // at once if it is set already
 *     serve(requests);
 * });
 * migrate(database);
 * migrated.set(); // lets all go on that wait
 * }</pre>
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Events, conditions and barriers (EVT).
 */
public final class Event {
    private final Signal signal = new Signal();

    /** Creates an event that is not set. */
    public Event() {}

    /** Sets the flag; all that wait go on, also when it is cleared at once. */
    public void set() {
        signal.set();
    }

    /** Clears the flag. */
    public void clear() {
        signal.clear();
    }

    /** Returns whether the flag is set. */
    public boolean isSet() {
        return signal.isSet();
    }

    /** Returns a future that is done when the flag is set, at once if it is. */
    @CheckReturnValue
    public AsyncFuture<@Nullable Void> whenSet() {
        if (isSet()) {
            return Loops.done(Checks.<@Nullable Void>nothing());
        }
        AsyncFuture<@Nullable Void> future = Loops.newFuture();
        signal.await(future);
        return future;
    }

    @Override
    public String toString() {
        return signal.toString();
    }
}
