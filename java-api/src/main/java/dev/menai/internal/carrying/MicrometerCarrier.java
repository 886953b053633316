package dev.menai.internal.carrying;

import dev.menai.ContextCarrier;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carries what the accessors of Micrometer's global registry have: tracing spans, observations and the like.
 *
 * <p>Many of these open a scope when a value is set, which wants to be closed. So a thread has one layer of ours at the
 * most, over what it holds itself: it is taken off before the next one is put on, and scopes do not pile up. What a
 * body has opened over the layer and not closed yet is taken off with it, and its innermost value put on again.
 */
final class MicrometerCarrier implements ContextCarrier<Map<Object, Object>> {
    /** More scopes than anybody opens one in another: an accessor that does not close any must not go on for ever. */
    private static final int MOST_SCOPES = 1_000;

    private static final ThreadLocal<@Nullable List<Cover<?>>> LAYERS = new ThreadLocal<>();

    private final ContextRegistry registry = ContextRegistry.getInstance();

    @Override
    public @Nullable Map<Object, Object> capture() {
        Map<Object, Object> values = null;
        for (ThreadLocalAccessor<?> accessor : registry.getThreadLocalAccessors()) {
            Object value = accessor.getValue();
            if (value != null) {
                values = values == null ? new HashMap<>() : values;
                values.put(accessor.key(), value);
            }
        }
        return values;
    }

    @Override
    public void install(@Nullable Map<Object, Object> values) {
        List<Cover<?>> layer = LAYERS.get();
        if (layer != null) {
            LAYERS.remove();
            layer.forEach(Cover::takeOff);
        }
        Map<Object, Object> wanted = values == null ? Map.of() : values;
        List<Cover<?>> next = new ArrayList<>();
        for (ThreadLocalAccessor<?> accessor : registry.getThreadLocalAccessors()) {
            cover(accessor, wanted.get(accessor.key()), next);
        }
        if (!next.isEmpty()) {
            LAYERS.set(next);
        }
    }

    @SuppressWarnings("unchecked") // captured by the accessor of the same key
    private static <V> void cover(ThreadLocalAccessor<V> accessor, @Nullable Object wanted, List<Cover<?>> layer) {
        V covered = accessor.getValue();
        if (!Objects.equals(covered, wanted)) {
            layer.add(new Cover<>(accessor, covered));
            set(accessor, (V) wanted);
        }
    }

    private static <V> void set(ThreadLocalAccessor<V> accessor, @Nullable V value) {
        if (value == null) {
            accessor.setValue();
        } else {
            accessor.setValue(value);
        }
    }

    /** A value that we have set, over another one. */
    private record Cover<V>(ThreadLocalAccessor<V> accessor, @Nullable V covered) {
        void takeOff() {
            int left = MOST_SCOPES;
            do {
                accessor.restore(); // closes one scope, or clears the value
            } while (!isOff() && accessor.getValue() != null && --left > 0);
            if (!isOff()) {
                set(accessor, covered);
            }
        }

        private boolean isOff() {
            return Objects.equals(accessor.getValue(), covered);
        }
    }
}
