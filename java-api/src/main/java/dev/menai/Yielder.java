package dev.menai;

import org.jspecify.annotations.Nullable;

/** Where a generator yields its items: see {@link AsyncIterable#generate}. */
@FunctionalInterface
public interface Yielder<T extends @Nullable Object> {
    /**
     * Hands {@code item} to what iterates, and returns when that asks for the next one. When it does not, because it
     * has stopped or was cancelled, this throws a {@link java.util.concurrent.CancellationException} or what the user
     * of the item threw: clean up and let it go on.
     *
     * @throws IllegalStateException outside the generator's own task, or inside a timeout or task group that the
     *     generator has entered: its end would hit what uses the item
     */
    @SuppressWarnings("NamedLikeContextualKeyword") // the word of Python; it is always called on something
    void yield(T item);
}
