package dev.menai.internal.groups;

import dev.menai.AsyncFuture;
import dev.menai.ReturnWhen;
import dev.menai.Waited;
import dev.menai.engine.groups.Waiting;
import dev.menai.internal.Checks;
import dev.menai.internal.Loops;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The stages that a wait is about, each with the future behind it. */
public final class Waits<F extends CompletionStage<?>> {
    private final Map<F, CompletableFuture<?>> futures = new LinkedHashMap<>();
    private final IdentityHashMap<CompletableFuture<?>, F> stages = new IdentityHashMap<>();

    public Waits(Iterable<? extends F> stages) {
        int at = 0;
        for (F stage : Checks.notNull(stages, "stages")) {
            if (stage == null) {
                throw new NullPointerException("stages must not hold null, but does at index " + at);
            }
            this.stages.putIfAbsent(futures.computeIfAbsent(stage, Waits::futureOf), stage);
            at++;
        }
    }

    @SuppressWarnings("unchecked") // only its end matters
    private static CompletableFuture<?> futureOf(CompletionStage<?> stage) {
        return dev.menai.engine.tasks.Outcome.futureOf((CompletionStage<Object>) stage);
    }

    /** Returns the futures, in the order of the stages. */
    public List<CompletableFuture<?>> futures() {
        return new ArrayList<>(futures.values());
    }

    /** Returns the stage behind which {@code future} is. */
    public F stageOf(CompletableFuture<?> future) {
        return Checks.notNull(stages.get(future), "the stage of " + future);
    }

    public AsyncFuture<Waited<F>> start(@Nullable Duration timeout, ReturnWhen returnWhen) {
        if (futures.isEmpty()) {
            throw new IllegalArgumentException("stages must not be empty: there would be nothing to wait for");
        }
        Checks.notNull(returnWhen, "returnWhen");
        Long nanos = timeout == null ? null : Checks.nanos(timeout, "timeout");
        AsyncFuture<Waited<F>> outer = Loops.newFuture(futures.values().toArray(new CompletionStage<?>[0]));
        Waiting.start(outer, futures(), nanos, Waiting.Until.valueOf(returnWhen.name()), this::waited);
        return outer;
    }

    private Waited<F> waited() {
        Sorted<F> sorted = new Sorted<>(futures);
        return new Waited<>(sorted.done(), sorted.pending());
    }
}
