package dev.menai.internal.bridge;

import dev.menai.engine.loop.Loop;
import dev.menai.engine.loop.ThreadState;
import dev.menai.kotlin.ValueClass;
import org.jspecify.annotations.Nullable;

/** A call of a function that returns a value class: its caller gets the object, whatever arrives. */
public final class ValueCall<V extends @Nullable Object> extends Calls.Call<V, V> {
    private final ValueClass<V> type;
    private final boolean mayBeAbsent;

    /** A call of a function that may return null, or of one that never does: null is inside of the object then. */
    public ValueCall(ThreadState state, @Nullable Loop elsewhere, ValueClass<V> type, boolean mayBeAbsent) {
        super(state, elsewhere);
        this.type = type;
        this.mayBeAbsent = mayBeAbsent;
    }

    @Override
    @SuppressWarnings("NullAway") // null is the value of a function that may return null
    protected V converted(@Nullable Object value) {
        return value == null && mayBeAbsent ? null : type.ofReturned(value);
    }
}
