package dev.menai.internal.iteration;

import dev.menai.AsyncIterable;
import dev.menai.AsyncIterator;
import dev.menai.internal.Checks;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Items that are there: they come from an iterator, without waiting. */
public final class Items<T extends @Nullable Object> implements AsyncIterable<T> {
    private final Supplier<? extends Iterator<? extends T>> source;
    private final Runnable close;

    public Items(Supplier<? extends Iterator<? extends T>> source, Runnable close) {
        this.source = source;
        this.close = close;
    }

    @Override
    public AsyncIterator<T> asyncIterator() {
        return new Iteration();
    }

    private final class Iteration implements AsyncIterator<T> {
        private @Nullable Iterator<? extends T> items;
        private @Nullable T current;
        private boolean hasCurrent;
        private boolean isOver;

        @Override
        public CompletableFuture<Boolean> advance() {
            try {
                return CompletableFuture.completedFuture(tryToAdvance());
            } catch (RuntimeException failure) {
                try {
                    close.run();
                } catch (RuntimeException other) {
                    failure.addSuppressed(other);
                }
                return CompletableFuture.failedFuture(failure);
            }
        }

        private boolean tryToAdvance() {
            hasCurrent = false;
            current = null;
            if (isOver) {
                return false;
            }
            isOver = true; // unless there is an item
            if (items == null) {
                items = source.get();
            }
            if (items.hasNext()) {
                current = items.next();
                hasCurrent = true;
                isOver = false;
            } else {
                close.run();
            }
            return hasCurrent;
        }

        @Override
        @SuppressWarnings("NullAway") // an item that is null is one that T allows
        public T current() {
            if (!hasCurrent) {
                throw Checks.noCurrentItem();
            }
            return current;
        }

        @Override
        public CompletableFuture<@Nullable Void> close() {
            if (!isOver) {
                isOver = true;
                hasCurrent = false;
                close.run();
            }
            return CompletableFuture.completedFuture(Checks.<@Nullable Void>nothing());
        }
    }
}
