package dev.menai.kotlin;

import dev.menai.AsyncIterable;
import java.util.List;
import kotlinx.coroutines.flow.SharedFlow;
import org.jspecify.annotations.Nullable;

/**
 * Items that are sent to all that listen: a Kotlin {@code SharedFlow}. Thread-safe. Made by {@link Flows#shared}.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Flows, channels and other parts of coroutines in Java
 * (STA).
 */
public interface SharedView<T extends @Nullable Object> {
    /** Returns what is replayed to a new listener, and each item that is sent from then on, without end. */
    AsyncIterable<T> items();

    /** Returns what would be replayed. */
    List<T> replayed();

    /** Returns the flow, for Kotlin. */
    SharedFlow<T> flow();
}
