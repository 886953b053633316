package dev.menai.internal.iteration;

import dev.menai.AsyncFuture;
import dev.menai.AsyncIterable;
import dev.menai.AsyncIterator;
import dev.menai.engine.loop.ThreadState;
import dev.menai.engine.tasks.BlockingRefused;
import dev.menai.engine.tasks.Outcome;
import dev.menai.internal.Checks;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Items as an iterator that blocks until the next one is there. For one thread at a time. */
public final class BlockingItems<T extends @Nullable Object> implements Iterator<T> {
    private final AsyncIterator<T> items;
    private @Nullable Boolean hasNext;

    private BlockingItems(AsyncIterator<T> items) {
        this.items = items;
    }

    /** Returns a stream of {@code items}, which closes their source. */
    public static <T extends @Nullable Object> Stream<T> stream(AsyncIterable<T> items) {
        AsyncIterator<T> iterator = items.asyncIterator();
        Spliterator<T> split = Spliterators.spliteratorUnknownSize(new BlockingItems<>(iterator), Spliterator.ORDERED);
        return StreamSupport.stream(split, false).onClose(() -> close(iterator));
    }

    /** Lets the source clean up, and waits for that where waiting is possible. */
    private static void close(AsyncIterator<?> items) {
        CompletableFuture<?> closed = items.close();
        if (ThreadState.current().loop != null) {
            return;
        }
        boolean wasInterrupted = Thread.interrupted(); // which ended the stream, and is not meant for its clean-up
        try {
            joined(closed, "Stream.close");
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean hasNext() {
        if (hasNext == null) {
            hasNext = joined(items.advance(), "Iterator.next");
        }
        return hasNext;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("a stream must have a next item to give, but is at its end");
        }
        T item = items.current();
        hasNext = null;
        return item;
    }

    /** Waits for {@code future}; an interrupt cancels it. */
    private static <U extends @Nullable Object> U joined(CompletableFuture<U> future, String method) {
        try {
            if (future instanceof AsyncFuture<U> pending && !future.isDone()) {
                BlockingRefused.check(pending, method);
            }
            return future.get();
        } catch (ExecutionException failed) {
            throw Checks.sneaky(Outcome.failureOf(future));
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException(method + " was interrupted");
            cancelled.initCause(interrupt);
            throw cancelled;
        } catch (IllegalStateException refused) {
            future.cancel(false);
            throw refused;
        }
    }
}
