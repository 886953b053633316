package dev.menai.kotlin;

import dev.menai.internal.Checks;
import dev.menai.internal.bridge.States;
import java.util.concurrent.CompletableFuture;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.flow.MutableSharedFlow;
import kotlinx.coroutines.flow.SharedFlowKt;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SharedView} to which Java sends: a Kotlin {@code MutableSharedFlow}. Thread-safe.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Flows, channels and other parts of coroutines in Java
 * (STA).
 */
public interface MutableSharedView<T extends @Nullable Object> extends SharedView<T> {
    /**
     * Returns a shared flow of its own, which replays the last {@code replay} items to a new listener, and
     * lets its senders run {@code buffer} items ahead of the slowest listener.
     */
    static <T extends @Nullable Object> MutableSharedView<T> of(int replay, int buffer) {
        int replayed = Math.toIntExact(Checks.notNegative(replay, "replay"));
        int ahead = Math.toIntExact(Checks.notNegative(buffer, "buffer"));
        return States.mutable(SharedFlowKt.MutableSharedFlow(replayed, ahead, BufferOverflow.SUSPEND));
    }

    /** Sends an item; done when all listeners have room for it. */
    CompletableFuture<@Nullable Void> emit(T item);

    /** Sends an item if all listeners have room for it; returns whether they had. */
    boolean tryEmit(T item);

    @Override
    MutableSharedFlow<T> flow();
}
