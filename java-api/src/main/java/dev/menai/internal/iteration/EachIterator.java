package dev.menai.internal.iteration;

import dev.menai.AsyncIterator;
import dev.menai.engine.tasks.Awaiting;
import dev.menai.engine.tasks.Cleanups;
import dev.menai.engine.tasks.Failures;
import dev.menai.internal.Checks;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An iteration that waits where it stands, and is closed at the end of the place where it was begun. */
public final class EachIterator<T extends @Nullable Object> implements Iterator<T>, AutoCloseable {
    private final AsyncIterator<T> items;
    private final Cleanups.Entry place;
    private boolean isBegun;
    private boolean isAhead;
    private boolean isOver;
    private boolean isClosed;

    /** The close that a failure has begun. */
    private @Nullable CompletableFuture<@Nullable Void> closing;

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
            isOver = true;
            throw Checks.sneaky(closeSoon(failure));
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

    /** Has the source clean up, which may not know of the failure; waits for that at the end of the place, if need be. */
    private Throwable closeSoon(Throwable failure) {
        try {
            closing = items.close();
            if (!closing.isDone()) {
                return failure;
            }
            end();
            Awaiting.await(closing, "each");
        } catch (Throwable other) {
            end();
            return Failures.joined(failure, other);
        }
        return failure;
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
            Awaiting.await(closing == null ? items.close() : closing, "each");
        }
    }
}
