package dev.menai.internal.groups;

import dev.menai.Asyncio;
import dev.menai.RaceResult;
import dev.menai.Task;
import dev.menai.TaskGroup;
import dev.menai.engine.loop.Fatal;
import dev.menai.engine.tasks.Outcome;
import dev.menai.engine.tasks.StageValues;
import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Bodies that are started one after the other, each when the one before has failed or has had its time, and of which the
 * first success counts.
 *
 * <p>Guarded by this object: the winner, once there is one, and the failures, one place for each body that was started.
 */
public final class StaggeredRaces<T extends @Nullable Object> {
    private final @Nullable Duration delay;
    private int winner = -1;
    private @Nullable T value;
    private final List<@Nullable Throwable> failures = new ArrayList<>();

    /** The tasks of the bodies; for the one who has started them. */
    private final List<Task<?>> attempts = new ArrayList<>();

    public StaggeredRaces(@Nullable Duration delay) {
        this.delay = delay;
    }

    /** Starts {@code bodies} in {@code group}, which the first success cancels. */
    public void start(TaskGroup group, List<? extends ThrowingSupplier<? extends T, ?>> bodies) {
        for (ThrowingSupplier<? extends T, ?> body : bodies) {
            int index = next();
            if (index < 0) {
                return;
            }
            Task<@Nullable Void> attempt = group.createTask(() -> compete(group, index, body));
            attempts.add(attempt);
            Asyncio.await(Asyncio.wait(List.of(attempt), delay));
        }
    }

    /** Returns the place of the next body; -1 if it is not to begin, because one has won. */
    private synchronized int next() {
        if (winner >= 0) {
            return -1;
        }
        failures.add(null);
        return failures.size() - 1;
    }

    /** A failure is noted; only the cancellation goes on, and what ends the run. */
    private void compete(TaskGroup group, int index, ThrowingSupplier<? extends T, ?> body) {
        try {
            T result = StageValues.noticed(body, body.get());
            if (wins(index, result)) {
                group.cancel();
            }
        } catch (Throwable failure) {
            failed(index, failure);
            if (failure instanceof CancellationException || Fatal.errorIn(failure) != null) {
                throw Checks.sneaky(failure);
            }
        }
    }

    private synchronized boolean wins(int index, T result) {
        if (winner >= 0) {
            return false;
        }
        winner = index;
        value = result;
        return true;
    }

    private synchronized void failed(int index, Throwable failure) {
        failures.set(index, failure);
    }

    /** Returns how the race has ended, when all who take part have. */
    public synchronized RaceResult<T> result() {
        for (int index = 0; index < attempts.size(); index++) {
            Task<?> attempt = attempts.get(index);
            if (index != winner && failures.get(index) == null && attempt.isCancelled()) {
                failures.set(index, Outcome.failureOf(attempt)); // before its first step
            }
        }
        return new RaceResult<>(winner, value, failures);
    }
}
