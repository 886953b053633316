package dev.menai.internal.groups;

import dev.menai.ExceptionGroup;
import dev.menai.TaskGroup;
import dev.menai.engine.tasks.StageValues;
import dev.menai.function.ThrowingSupplier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Bodies that run against each other, of which the first success counts. */
public final class Races<T extends @Nullable Object> {
    private record Winner<T extends @Nullable Object>(T value) {}

    private final AtomicReference<@Nullable Winner<T>> winner = new AtomicReference<>();
    private volatile boolean areAllStarted;
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

    /** Starts every body in {@code group}, which the first success cancels. */
    @SuppressWarnings("FutureReturnValueIgnored") // the group waits for its tasks
    public void start(TaskGroup group, List<? extends ThrowingSupplier<? extends T, ?>> bodies) {
        for (ThrowingSupplier<? extends T, ?> body : bodies) {
            if (winner.get() == null) {
                group.createTask(() -> compete(group, body));
            }
        }
        areAllStarted = true;
        if (winner.get() != null) {
            group.cancel();
        }
    }

    private void compete(TaskGroup group, ThrowingSupplier<? extends T, ?> body) {
        try {
            winner.compareAndSet(null, new Winner<>(StageValues.noticed(body, body.get())));
            if (areAllStarted) {
                group.cancel(); // not before: the group would refuse the others
            }
        } catch (CancellationException cancelled) {
            throw cancelled;
        } catch (Exception failure) {
            failures.add(failure);
        }
    }

    /** Returns the value of the winner, or throws the failures of all. */
    public T result() {
        Winner<T> first = winner.get();
        if (first != null) {
            return first.value();
        }
        if (failures.isEmpty()) {
            throw new CancellationException("every body of the race was cancelled");
        }
        throw new ExceptionGroup("no body of the race succeeded", failures);
    }
}
