package dev.menai.internal;

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

    private static final class State<T extends @Nullable Object> implements StateView<T> {
        private final StateFlow<T> flow;

        State(StateFlow<T> flow) {
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
        public StateFlow<T> flow() {
            return flow;
        }

        @Override
        public String toString() {
            return "StateView[" + value() + "]";
        }
    }

    private static final class MutableState<T extends @Nullable Object> implements MutableStateView<T> {
        private final MutableStateFlow<T> flow;

        MutableState(MutableStateFlow<T> flow) {
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
        public void set(T value) {
            flow.setValue(value);
        }

        @Override
        public boolean compareAndSet(T expected, T next) {
            return flow.compareAndSet(expected, next);
        }

        @Override
        public MutableStateFlow<T> flow() {
            return flow;
        }

        @Override
        public String toString() {
            return "MutableStateView[" + value() + "]";
        }
    }

    private static final class Shared<T extends @Nullable Object> implements SharedView<T> {
        private final SharedFlow<T> flow;

        Shared(SharedFlow<T> flow) {
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
        public SharedFlow<T> flow() {
            return flow;
        }

        @Override
        public String toString() {
            return "SharedView" + replayed();
        }
    }

    private static final class MutableShared<T extends @Nullable Object> implements MutableSharedView<T> {
        private final MutableSharedFlow<T> flow;

        MutableShared(MutableSharedFlow<T> flow) {
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
        public CompletableFuture<@Nullable Void> emit(T item) {
            return Suspend.run(end -> flow.emit(item, end));
        }

        @Override
        public boolean tryEmit(T item) {
            return flow.tryEmit(item);
        }

        @Override
        public MutableSharedFlow<T> flow() {
            return flow;
        }

        @Override
        public String toString() {
            return "MutableSharedView" + replayed();
        }
    }
}
