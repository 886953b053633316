package dev.menai.internal.carrying;

import dev.menai.engine.context.Carrier;
import dev.menai.engine.context.VarContext;
import org.jspecify.annotations.Nullable;

/** A thread-local that goes with contexts. Its values are compared by identity: they may be mutable. */
public final class CarriedThreadLocal<T> extends Carrier {
    private final ThreadLocal<T> local;

    /** Whether no value is null: then a thread that has null holds nothing. */
    private final boolean isWithoutInitialValue;

    public CarriedThreadLocal(ThreadLocal<T> local) {
        this.local = local;
        isWithoutInitialValue =
                local.getClass() == ThreadLocal.class || local.getClass() == InheritableThreadLocal.class;
    }

    @Override
    public @Nullable Object capture(@Nullable Object known) {
        T value = local.get();
        return value == null && isWithoutInitialValue ? VarContext.ABSENT : value;
    }

    @Override
    @SuppressWarnings("unchecked") // captured from the same thread-local
    public void install(@Nullable Object value) {
        if (value == VarContext.ABSENT) {
            local.remove();
        } else {
            local.set((T) value);
        }
    }

    @Override
    public String toString() {
        return "Carried thread-local " + local;
    }
}
