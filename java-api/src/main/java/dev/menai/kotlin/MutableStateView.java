package dev.menai.kotlin;

import dev.menai.internal.Checks;
import dev.menai.internal.bridge.States;
import java.util.function.UnaryOperator;
import kotlinx.coroutines.flow.MutableStateFlow;
import kotlinx.coroutines.flow.StateFlowKt;
import org.jspecify.annotations.Nullable;

/**
 * A {@link StateView} whose value Java sets: a Kotlin {@code MutableStateFlow}. Thread-safe.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Flows, channels and other parts of coroutines in Java
 * (STA).
 */
public interface MutableStateView<T extends @Nullable Object> extends StateView<T> {
    /** Returns a state of its own, whose first value is {@code initial}. */
    static <T extends @Nullable Object> MutableStateView<T> of(T initial) {
        return States.mutable(StateFlowKt.MutableStateFlow(initial));
    }

    /** Sets the value; one that equals the value of now changes nothing. */
    void set(T value);

    /** Sets the value to {@code next} if it equals {@code expected}; returns whether it did. */
    boolean compareAndSet(T expected, T next);

    /** Sets the value to what {@code change} makes of it, which may be called more than once; returns the new value. */
    default T update(UnaryOperator<T> change) {
        Checks.notNull(change, "change");
        while (true) {
            T before = value();
            T next = change.apply(before);
            if (compareAndSet(before, next)) {
                return next;
            }
        }
    }

    @Override
    MutableStateFlow<T> flow();
}
