package dev.menai.internal;

import dev.menai.ContextCarrier;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.ThreadLocalAccessor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carries what the accessors of Micrometer's global registry have: tracing spans, observations and the like.
 *
 * <p>These want scopes that are opened and closed in turn. A thread has one of ours at the most, over what it holds
 * itself: it is closed before the next one is opened, so that scopes do not pile up.
 */
final class MicrometerCarrier implements ContextCarrier<ContextSnapshot> {
    private static final ThreadLocal<ContextSnapshot.@Nullable Scope> OPEN = new ThreadLocal<>();

    private final ContextRegistry registry = ContextRegistry.getInstance();
    private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder()
            .contextRegistry(registry)
            .clearMissing(true)
            .build();
    private final ContextSnapshot nothing = snapshots.captureFrom();

    @Override
    public @Nullable ContextSnapshot capture() {
        for (ThreadLocalAccessor<?> accessor : registry.getThreadLocalAccessors()) {
            if (accessor.getValue() != null) {
                return snapshots.captureAll();
            }
        }
        return null;
    }

    @Override
    public void install(@Nullable ContextSnapshot wanted) {
        closeScope();
        if (!Objects.equals(capture(), wanted)) {
            OPEN.set((wanted == null ? nothing : wanted).setThreadLocals());
        }
    }

    private void closeScope() {
        ContextSnapshot.Scope scope = OPEN.get();
        if (scope != null) {
            OPEN.remove();
            scope.close();
        }
    }
}
