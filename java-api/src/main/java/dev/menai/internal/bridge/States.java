package dev.menai.internal.bridge;

import dev.menai.AsyncIterable;
import dev.menai.kotlin.MutableSharedView;
import dev.menai.kotlin.MutableStateView;
import dev.menai.kotlin.SharedView;
import dev.menai.kotlin.StateView;
import dev.menai.kotlin.Suspend;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kotlinx.coroutines.flow.MutableSharedFlow;
import kotlinx.coroutines.flow.MutableStateFlow;
import kotlinx.coroutines.flow.SharedFlow;
import kotlinx.coroutines.flow.StateFlow;
import org.jspecify.annotations.Nullable;

/** Views of Kotlin's hot flows. */
public final class States {
    private States() {}

    public static <T extends @Nullable Object> StateView<T> readOnly(StateFlow<T> flow) {
        return new State<>(flow);
    }

    public static <T extends @Nullable Object> MutableStateView<T> mutable(MutableStateFlow<T> flow) {
        return new MutableState<>(flow);
    }

    public static <T extends @Nullable Object> SharedView<T> readOnly(SharedFlow<T> flow) {
        return new Shared<>(flow);
    }

    public static <T extends @Nullable Object> MutableSharedView<T> mutable(MutableSharedFlow<T> flow) {
        return new MutableShared<>(flow);
    }

    private static class State<T extends @Nullable Object, F extends StateFlow<T>> implements StateView<T> {
        final F flow;

        State(F flow) {
            this.flow = flow;
        }

        @Override
        public T value() {
            return flow.getValue();
        }

        @Override
        public AsyncIterable<T> changes() {
            return FlowItemsKt.itemsOf(flow);
        }

        @Override
        public F flow() {
            return flow;
        }

        @Override
        public String toString() {
            return "StateView[" + value() + "]";
        }
    }

    private static final class MutableState<T extends @Nullable Object> extends State<T, MutableStateFlow<T>>
            implements MutableStateView<T> {
        MutableState(MutableStateFlow<T> flow) {
            super(flow);
        }

        @Override
        public void set(T value) {
            flow.setValue(value);
        }

        @Override
        public boolean compareAndSet(T expected, T next) {
            return flow.compareAndSet(expected, next);
        }
    }

    private static class Shared<T extends @Nullable Object, F extends SharedFlow<T>> implements SharedView<T> {
        final F flow;

        Shared(F flow) {
            this.flow = flow;
        }

        @Override
        public AsyncIterable<T> items() {
            return FlowItemsKt.itemsOf(flow);
        }

        @Override
        public List<T> replayed() {
            return flow.getReplayCache();
        }

        @Override
        public F flow() {
            return flow;
        }

        @Override
        public String toString() {
            return "SharedView" + replayed();
        }
    }

    private static final class MutableShared<T extends @Nullable Object> extends Shared<T, MutableSharedFlow<T>>
            implements MutableSharedView<T> {
        MutableShared(MutableSharedFlow<T> flow) {
            super(flow);
        }

        @Override
        public CompletableFuture<@Nullable Void> emit(T item) {
            return Suspend.run(end -> flow.emit(item, end));
        }

        @Override
        public boolean tryEmit(T item) {
            return flow.tryEmit(item);
        }
    }
}
