package dev.menai.internal.carrying;

import dev.menai.ContextCarrier;
import dev.menai.engine.context.Carrier;
import dev.menai.engine.loop.Carriers;

/** The registration of a carrier with the engine. */
public final class Carrying implements ContextCarrier.Registration {
    private final Carrier carrier;

    private Carrying(Carrier carrier) {
        this.carrier = carrier;
    }

    public static Carrying declare(Carrier carrier) {
        Carriers.declare(carrier);
        return new Carrying(carrier);
    }

    @Override
    public void close() {
        Carriers.withdraw(carrier);
    }
}
