package dev.menai;

import dev.menai.engine.groups.TimeoutScope;
import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Checks;
import dev.menai.internal.groups.Scopes;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A deadline for what a body does, as an object: to move it meanwhile, and to ask afterwards. Where that is not wanted,
 * {@link Asyncio#timeout} says the same in one word.
 *
 * <pre>{@code
 * Timeout limit = Timeout.after(Duration.ofSeconds(1));
 * String page = limit.with(() -> {
 *     Site site = find();
 *     limit.reschedule(EventLoop.running().time().plusSeconds(site.patience()));
 *     return load(site);
 * });
 * }</pre>
 *
 * <p>When the deadline comes, the task is cancelled once; where the body ends with that cancellation, it becomes a
 * {@link TimeoutException} that leaves the task as a whole uncancelled. A body that never waits is never timed out.
 *
 * <p>It is for one use. Thread-safe.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, timeout (TMO).
 */
public final class Timeout {
    private final @Nullable Duration deadline;
    private final Supplier<TimeoutScope> entrance;

    /** What stands for this on the engine's side from {@link #with} on. */
    private @Nullable TimeoutScope scope;

    private Timeout(@Nullable Duration deadline, Supplier<TimeoutScope> entrance) {
        this.deadline = deadline;
        this.entrance = entrance;
    }

    Timeout(TimeoutScope entered) {
        this(null, () -> entered);
        scope = entered;
    }

    /** Returns a timeout that ends its body so long after it was entered; null is no limit. */
    public static Timeout after(@Nullable Duration delay) {
        Long nanos = delay == null ? null : Checks.nanos(delay, "delay");
        return new Timeout(null, () -> TimeoutScope.enterFor("Timeout.with", nanos));
    }

    /** Returns a timeout that ends its body at {@code when}, in the time of its loop; null is no limit. */
    public static Timeout at(@Nullable Duration when) {
        Long nanos = when == null ? null : Checks.nanos(when, "when");
        return new Timeout(when, () -> TimeoutScope.enterUntil("Timeout.with", nanos));
    }

    /**
     * Runs {@code body}, in the calling body's own task, until the deadline, and returns its value.
     *
     * @throws TimeoutException if the deadline comes before
     * @throws IllegalStateException if this was entered before
     */
    public <T extends @Nullable Object, X extends Exception> T with(ThrowingSupplier<? extends T, X> body) throws X {
        Checks.notNull(body, "body");
        return Scopes.limited(enter(), body);
    }

    /** As {@link #with(ThrowingSupplier)}, for a body without a value. */
    public <X extends Exception> void with(ThrowingRunnable<X> body) throws X {
        Checks.notNull(body, "body");
        Scopes.run(enter(), body);
    }

    private synchronized TimeoutScope enter() {
        if (scope != null) {
            throw new IllegalStateException(scope + " must be entered once, but was entered before; make another one");
        }
        TimeoutScope entered = entrance.get();
        scope = entered;
        return entered;
    }

    private synchronized @Nullable TimeoutScope entered() {
        return scope;
    }

    /**
     * Returns the deadline in {@linkplain EventLoop#time() the time of the loop}; null if there is none, or not yet, because
     * it depends on when the body begins.
     */
    public @Nullable Duration when() {
        TimeoutScope known = entered();
        if (known == null) {
            return deadline;
        }
        Long now = known.getDeadline();
        return now == null ? null : Duration.ofNanos(now);
    }

    /**
     * Moves the deadline to another time of the loop, or removes it with null. A time that has passed takes effect in
     * the next iteration.
     *
     * @throws IllegalStateException if the body has not begun or has ended, or the deadline has come
     */
    public void reschedule(@Nullable Duration when) {
        Long nanos = when == null ? null : Checks.nanos(when, "when");
        TimeoutScope known = entered();
        if (known == null) {
            throw new IllegalStateException(
                    this + " must be entered to be rescheduled, but is not yet; call it in the body of with");
        }
        known.reschedule(nanos);
    }

    /** Returns whether the deadline has come while the body ran, whatever the body made of it. */
    public boolean isExpired() {
        TimeoutScope known = entered();
        return known != null && known.isExpired();
    }

    @Override
    public String toString() {
        TimeoutScope known = entered();
        return known == null ? "Timeout[created]" : known.toString();
    }
}
