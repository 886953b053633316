package dev.menai;

import dev.menai.engine.groups.TimeoutScope;
import dev.menai.internal.Checks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The scope of {@link Asyncio#timeout} and its like: a deadline for what its body does.
 *
 * <p>When the deadline comes, the task is cancelled once; where the body ends with that cancellation, it becomes a
 * {@link TimeoutException} that leaves the task as a whole uncancelled. A body that never waits is never timed out.
 * Thread-safe.
 */
public final class Timeout {
    private final TimeoutScope scope;

    Timeout(TimeoutScope scope) {
        this.scope = scope;
    }

    /** Returns the deadline in {@linkplain EventLoop#time() the time of the loop}, or null if there is none. */
    public @Nullable Duration when() {
        Long deadline = scope.getDeadline();
        return deadline == null ? null : Duration.ofNanos(deadline);
    }

    /**
     * Moves the deadline to another time of the loop, or removes it with null. A time that has passed takes effect in
     * the next iteration.
     *
     * @throws IllegalStateException if the deadline has come or the scope has been left
     */
    public void reschedule(@Nullable Duration when) {
        scope.reschedule(when == null ? null : Checks.nanos(when, "when"));
    }

    /** Returns whether the deadline has come while the body ran, whatever the body made of it. */
    public boolean expired() {
        return scope.isExpired();
    }

    @Override
    public String toString() {
        return scope.toString();
    }
}
