package dev.menai.internal.iteration;

import dev.menai.AsyncFuture;
import dev.menai.engine.tasks.Awaiting;
import dev.menai.internal.Checks;
import dev.menai.internal.Loops;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * So many items between tasks that make them and one that takes them. A task that puts waits while it is full.
 *
 * <p>Invariant: nobody waits for room while there is some. Guarded by its lock; futures are completed after it has been
 * let go of.
 */
final class Buffer<T extends @Nullable Object> {
    private static final String CLOSED = "nobody takes items any more";

    private record Slot<T extends @Nullable Object>(T item) {}

    private final int capacity;
    private final Queue<Slot<T>> slots = new ArrayDeque<>();
    private final Queue<AsyncFuture<@Nullable Void>> waiting = new ArrayDeque<>();
    private int makers;
    private @Nullable Throwable failure;
    private @Nullable AsyncFuture<Boolean> asked;
    private @Nullable Slot<T> current;
    private boolean isClosed;

    Buffer(int capacity, int makers) {
        this.capacity = capacity;
        this.makers = makers;
    }

    /**
     * Adds an item; done when there is room for the next one.
     *
     * @throws CancellationException if nobody takes items any more: that of the maker's task, if it has not got that yet
     */
    CompletableFuture<@Nullable Void> put(T item) {
        AsyncFuture<@Nullable Void> room = Loops.newFuture();
        List<Runnable> completions = new ArrayList<>();
        synchronized (this) {
            if (isClosed) {
                CancellationException pending = Awaiting.takePending();
                throw pending == null ? new CancellationException(CLOSED) : pending;
            }
            slots.add(new Slot<>(item));
            waiting.add(room);
            settle(completions);
        }
        completions.forEach(Runnable::run);
        return room;
    }

    /** Nobody takes items any more: who waits for room, or puts an item, is cancelled. */
    void close() {
        List<AsyncFuture<@Nullable Void>> left;
        synchronized (this) {
            isClosed = true;
            left = new ArrayList<>(waiting);
            waiting.clear();
        }
        left.forEach(room -> room.cancel(CLOSED));
    }

    /** One of the makers of items has ended. The first failure ends the whole. */
    void ended(@Nullable Throwable how) {
        List<Runnable> completions = new ArrayList<>();
        synchronized (this) {
            makers--;
            if (failure == null) {
                failure = how;
            }
            settle(completions);
        }
        completions.forEach(Runnable::run);
    }

    CompletableFuture<Boolean> advance() {
        AsyncFuture<Boolean> answer = Loops.newFuture();
        List<Runnable> completions = new ArrayList<>();
        synchronized (this) {
            current = null;
            asked = answer;
            settle(completions);
        }
        completions.forEach(Runnable::run);
        return answer;
    }

    /** Answers the question under way and lets those go on that wait for room, as far as that is possible now. */
    private void settle(List<Runnable> completions) {
        AsyncFuture<Boolean> answer = asked;
        Throwable how = failure;
        if (answer != null && !slots.isEmpty()) {
            current = slots.poll();
            asked = null;
            completions.add(() -> answer.complete(true));
        } else if (answer != null && how != null) {
            asked = null;
            completions.add(() -> answer.completeExceptionally(how));
        } else if (answer != null && makers == 0) {
            asked = null;
            completions.add(() -> answer.complete(false));
        }
        int room = capacity - slots.size();
        while (room > 0 && !waiting.isEmpty()) {
            AsyncFuture<@Nullable Void> next = waiting.poll();
            if (!next.isDone()) {
                room--;
                completions.add(() -> next.complete(Checks.<@Nullable Void>nothing()));
            }
        }
    }

    synchronized T current() {
        return Checks.notNull(current, "current").item();
    }
}
