package dev.menai.internal;

import dev.menai.AsyncFuture;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * So many items between tasks that make them and one that takes them. A task that puts waits while it is full.
 *
 * <p>Guarded by its lock; futures are completed after it has been let go of.
 */
final class Buffer<T extends @Nullable Object> {
    private record Slot<T extends @Nullable Object>(T item) {}

    private final int capacity;
    private final Queue<Slot<T>> slots = new ArrayDeque<>();
    private final Queue<AsyncFuture<@Nullable Void>> full = new ArrayDeque<>();
    private int makers;
    private @Nullable Throwable failure;
    private @Nullable AsyncFuture<Boolean> asked;
    private @Nullable Slot<T> current;

    Buffer(int capacity, int makers) {
        this.capacity = capacity;
        this.makers = makers;
    }

    /** Adds an item; done when there is room for the next one. */
    CompletableFuture<@Nullable Void> put(T item) {
        AsyncFuture<@Nullable Void> room = Loops.newFuture();
        AsyncFuture<Boolean> answer;
        synchronized (this) {
            slots.add(new Slot<>(item));
            answer = takeAsked();
            if (slots.size() >= capacity) {
                full.add(room);
            } else {
                room.complete(Checks.<@Nullable Void>nothing());
            }
        }
        if (answer != null) {
            answer.complete(true);
        }
        return room;
    }

    /** One of those who make items has ended. The first failure ends the whole. */
    void ended(@Nullable Throwable how) {
        AsyncFuture<Boolean> answer = null;
        synchronized (this) {
            makers--;
            if (failure == null) {
                failure = how;
            }
            if (slots.isEmpty() && (makers == 0 || failure != null)) {
                answer = asked;
                asked = null;
            }
        }
        if (answer != null) {
            answerEnd(answer);
        }
    }

    CompletableFuture<Boolean> advance() {
        AsyncFuture<Boolean> answer = Loops.newFuture();
        AsyncFuture<@Nullable Void> room;
        boolean hasItem;
        boolean isOver;
        synchronized (this) {
            current = null;
            asked = answer;
            hasItem = takeAsked() != null;
            room = hasItem && slots.size() < capacity ? full.poll() : null;
            isOver = !hasItem && (makers == 0 || failure != null);
            if (isOver) {
                asked = null;
            }
        }
        if (room != null) {
            room.complete(Checks.<@Nullable Void>nothing());
        }
        if (hasItem) {
            answer.complete(true);
        } else if (isOver) {
            answerEnd(answer);
        }
        return answer;
    }

    /** Makes the next item the current one if somebody has asked for it; returns his future then. */
    private @Nullable AsyncFuture<Boolean> takeAsked() {
        if (asked == null || slots.isEmpty()) {
            return null;
        }
        current = slots.poll();
        AsyncFuture<Boolean> answer = asked;
        asked = null;
        return answer;
    }

    private void answerEnd(AsyncFuture<Boolean> answer) {
        Throwable how;
        synchronized (this) {
            how = failure;
        }
        if (how == null) {
            answer.complete(false);
        } else {
            answer.completeExceptionally(how);
        }
    }

    synchronized T current() {
        return Checks.notNull(current, "current").item();
    }
}
