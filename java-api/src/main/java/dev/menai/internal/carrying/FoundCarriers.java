package dev.menai.internal.carrying;

import dev.menai.ContextCarrier;
import dev.menai.engine.loop.LoopLog;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The carriers that nobody has to declare: those of libraries that are there, and the providers of {@link
 * ContextCarrier}. Declared once, when this class is initialised.
 */
public final class FoundCarriers {
    static {
        // lambdas, not method references: those would load the classes before it is known that they can be linked
        declare("org.slf4j.MDC", () -> MdcCarrier.ifBacked());
        declare("io.micrometer.context.ContextRegistry", () -> new MicrometerCarrier());
        declareProviders();
    }

    private FoundCarriers() {}

    /** Declares them if that has not been done yet. */
    public static void declare() {}

    private static void declare(String type, Supplier<? extends @Nullable ContextCarrier<?>> maker) {
        if (!isThere(type)) {
            return;
        }
        try {
            ContextCarrier<?> carrier = maker.get();
            if (carrier != null) {
                Carrying.declare(new CarriedState<>(carrier));
            }
        } catch (RuntimeException | LinkageError failure) {
            LoopLog.warn(type + " must be one that Menai can use, but is not: what it has is not carried", failure);
        }
    }

    /** Returns whether the class {@code type} can be loaded; then this module reads the one of that class. */
    static boolean isThere(String type) {
        try {
            Class<?> found = Class.forName(type, false, FoundCarriers.class.getClassLoader());
            FoundCarriers.class.getModule().addReads(found.getModule());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    private static void declareProviders() {
        Iterator<?> carriers = ServiceLoader.load(ContextCarrier.class).iterator();
        while (true) {
            try {
                if (!carriers.hasNext()) {
                    return;
                }
                Carrying.declare(new CarriedState<>((ContextCarrier<?>) carriers.next()));
            } catch (ServiceConfigurationError failure) {
                LoopLog.warn("A provider of ContextCarrier must be usable, but is not: it is left out", failure);
            }
        }
    }
}
