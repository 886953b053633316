package dev.menai.kotlin;

import dev.menai.AsyncIterable;
import kotlinx.coroutines.flow.StateFlow;
import org.jspecify.annotations.Nullable;

/**
 * A value that changes, and that can be looked at: a Kotlin {@code StateFlow}. Thread-safe. Made by {@link
 * Flows#state}.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Flows, channels and other parts of coroutines in Java
 * (STA).
 */
public interface StateView<T extends @Nullable Object> {
    /** Returns the value that it has now. */
    T value();

    /**
     * Returns the value of now and each that it changes to, without end. A slow reader misses what was replaced
     * meanwhile, never the last one.
     */
    AsyncIterable<T> changes();

    /** Returns the flow, for Kotlin. */
    StateFlow<T> flow();
}
