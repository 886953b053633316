package dev.menai.internal;

import dev.menai.AsyncIterator;
import dev.menai.engine.tasks.Awaiting;
import dev.menai.engine.tasks.Cleanups;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** An iteration that waits where it stands, and is closed at the end of the place where it was begun. */
public final class EachIterator<T extends @Nullable Object> implements Iterator<T>, AutoCloseable {
    private final AsyncIterator<T> items;
    private final Cleanups.Entry place;
    private boolean isBegun;
    private boolean isAhead;
    private boolean isOver;
    private boolean isClosed;

    /** Registers the iteration with the place where the calling body stands. */
    @SuppressWarnings("this-escape") // kept only, and for this thread
    public EachIterator(AsyncIterator<T> items, Cleanups cleanups) {
        this.items = items;
        place = cleanups.add(this);
    }

    public void begin() {
        if (isBegun) {
            throw new IllegalStateException(
                    "each(...) must be iterated once, but was a second time; call each again for another iteration");
        }
        isBegun = true;
    }

    @Override
    public boolean hasNext() {
        if (isAhead || isOver) {
            return isAhead;
        }
        try {
            isAhead = Awaiting.await(items.advance(), "each");
        } catch (Throwable failure) {
            isOver = true; // but not closed: the source may not know of it
            throw failure;
        }
        if (!isAhead) {
            end();
        }
        return isAhead;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the iteration is at its end; ask hasNext() before");
        }
        isAhead = false;
        return items.current();
    }

    private void end() {
        isOver = true;
        isAhead = false;
        isClosed = true;
        place.remove();
    }

    @Override
    public void close() {
        boolean wasClosed = isClosed;
        end();
        if (!wasClosed) {
            Awaiting.await(items.close(), "each");
        }
    }
}
