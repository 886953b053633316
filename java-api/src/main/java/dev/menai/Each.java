package dev.menai;

import dev.menai.internal.iteration.EachIterator;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Asyncio#each} returns: lets a plain {@code for} loop in a coroutine body wait for each item.
 *
 * <p>A loop that is left early leaves the iteration open until the enclosing scope ({@code timeout}, {@code taskGroup})
 * or body ends; then it is closed. To close it at once, use this with {@code try}.
 */
public final class Each<T extends @Nullable Object> implements Iterable<T>, AutoCloseable {
    private final EachIterator<T> iterator;

    Each(EachIterator<T> iterator) {
        this.iterator = iterator;
    }

    /**
     * Returns the iterator, whose {@code hasNext} waits.
     *
     * @throws IllegalStateException when called a second time
     */
    @Override
    public Iterator<T> iterator() {
        iterator.begin();
        return iterator;
    }

    /** Closes the iteration and waits until its source has cleaned up. */
    @Override
    public void close() {
        iterator.close();
    }
}
