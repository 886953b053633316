package dev.menai;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One iteration over an {@link AsyncIterable}: {@code while (await(items.advance())) use(items.current())}. What
 * stops before the end closes it. {@link Asyncio#each} does both.
 *
 * <p>For one user at a time.
 */
public interface AsyncIterator<T extends @Nullable Object> {
    /**
     * Asks for the next item. The future has true when it is there, false at the end; it fails with what the iteration
     * fails with, which is then over. To be called when the call before has been answered.
     */
    CompletableFuture<Boolean> advance();

    /**
     * Returns the item that the last {@link #advance} was about.
     *
     * @throws IllegalStateException if there is none
     */
    T current();

    /**
     * Ends the iteration where it stands and lets its source clean up. The future is done when it has; it fails with
     * what the cleaning up fails with. Idempotent.
     */
    CompletableFuture<@Nullable Void> close();
}
