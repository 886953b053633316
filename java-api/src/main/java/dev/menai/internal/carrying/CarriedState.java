package dev.menai.internal.carrying;

import dev.menai.ContextCarrier;
import dev.menai.engine.context.Carrier;
import dev.menai.engine.context.VarContext;
import org.jspecify.annotations.Nullable;

/** What a {@link ContextCarrier} carries. */
public final class CarriedState<S> extends Carrier {
    private final ContextCarrier<S> carrier;

    public CarriedState(ContextCarrier<S> carrier) {
        this.carrier = carrier;
    }

    @Override
    public Object capture(@Nullable Object known) {
        S state = carrier.capture();
        if (state == null) {
            return VarContext.ABSENT;
        }
        return known != null && state.equals(known) ? known : state;
    }

    @Override
    @SuppressWarnings("unchecked") // captured by the same carrier
    public void install(@Nullable Object state) {
        carrier.install(state == VarContext.ABSENT ? null : (S) state);
    }

    @Override
    public String toString() {
        return "ContextCarrier " + carrier.getClass().getName();
    }
}
