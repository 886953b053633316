package dev.menai.kotlin;

import dev.menai.AsyncIterable;
import dev.menai.internal.Checks;
import dev.menai.internal.bridge.FlowItemsKt;
import dev.menai.internal.bridge.States;
import dev.menai.internal.iteration.BlockingItems;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Publisher;
import java.util.stream.Stream;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.MutableSharedFlow;
import kotlinx.coroutines.flow.MutableStateFlow;
import kotlinx.coroutines.flow.SharedFlow;
import kotlinx.coroutines.flow.StateFlow;
import org.jspecify.annotations.Nullable;

/**
 * Kotlin flows as Java meets them, and the other way round.
 *
 * <pre>{@code
 * for (User user : each(Flows.items(repository.changes()).take(3))) { // fun changes(): Flow<User>
 *     log(user.getName() + " was saved");
 * }
 * Flow<Integer> offers = Flows.flow(AsyncIterable.from(hosts).map(host -> ask(host))); // for Kotlin to collect
 * }</pre>
 *
 * A cold flow stays cold: it is collected anew for each iteration, subscription or stream, and not before. It goes on
 * when the next item is asked for. Its failure is thrown where the next item would be, the same instance. What stops
 * early lets it clean up. Nulls are kept where the target allows them.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Flows, channels and other parts of coroutines in Java
 * (FLW).
 */
public final class Flows {
    private Flows() {}

    /** Returns what {@code flow} emits, collected by a task on the loop of what iterates. */
    @SuppressWarnings("unchecked") // items come out only
    public static <T extends @Nullable Object> AsyncIterable<T> items(Flow<? extends T> flow) {
        return FlowItemsKt.itemsOf((Flow<T>) Checks.notNull(flow, "flow"));
    }

    /** Returns {@code items} as a flow; a collector that stops early lets their source clean up. */
    @SuppressWarnings("unchecked") // items come out only
    public static <T extends @Nullable Object> Flow<T> flow(AsyncIterable<? extends T> items) {
        return FlowItemsKt.flowOf((AsyncIterable<T>) Checks.notNull(items, "items"));
    }

    /** Returns a publisher of what {@code flow} emits; a null item fails the subscription. */
    public static <T> Publisher<T> publisher(Flow<? extends T> flow) {
        return Flows.<T>items(flow).toPublisher();
    }

    /**
     * Returns what {@code flow} emits as a stream that blocks until the next item is there; to be closed. For plain
     * threads: in bodies, callbacks and coroutines of a loop it refuses to block.
     */
    public static <T extends @Nullable Object> Stream<T> stream(Flow<? extends T> flow) {
        return BlockingItems.stream(items(flow));
    }

    /** Collects what {@code flow} emits. */
    @SuppressWarnings("unchecked") // items come out only
    public static <T extends @Nullable Object> CompletableFuture<List<T>> toList(Flow<? extends T> flow) {
        Checks.notNull(flow, "flow");
        return Suspend.call(end -> FlowItemsKt.listOf((Flow<T>) flow, end));
    }

    /** Returns a view of {@code flow}. */
    public static <T extends @Nullable Object> StateView<T> state(StateFlow<T> flow) {
        return States.readOnly(Checks.notNull(flow, "flow"));
    }

    /** Returns a view of {@code flow} that can set it. */
    public static <T extends @Nullable Object> MutableStateView<T> state(MutableStateFlow<T> flow) {
        return States.mutable(Checks.notNull(flow, "flow"));
    }

    /** Returns a view of {@code flow}. */
    public static <T extends @Nullable Object> SharedView<T> shared(SharedFlow<T> flow) {
        return States.readOnly(Checks.notNull(flow, "flow"));
    }

    /** Returns a view of {@code flow} that can send to it. */
    public static <T extends @Nullable Object> MutableSharedView<T> shared(MutableSharedFlow<T> flow) {
        return States.mutable(Checks.notNull(flow, "flow"));
    }
}
