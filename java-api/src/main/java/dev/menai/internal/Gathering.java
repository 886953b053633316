package dev.menai.internal;

import dev.menai.AsyncFuture;
import dev.menai.Asyncio;
import dev.menai.Coroutine;
import dev.menai.Outcome;
import dev.menai.engine.groups.Gather;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The typed ends of the engine's gather. */
public final class Gathering {
    private Gathering() {}

    @SuppressWarnings("unchecked") // the members were handed in as stages of T
    public static <T extends @Nullable Object> CompletableFuture<List<T>> values(CompletionStage<?>[] stages) {
        AsyncFuture<List<T>> outer = Loops.newFuture(stages);
        Gather.start(outer, stages, false, members -> (List<T>) Gather.values(members));
        return outer;
    }

    public static <T extends @Nullable Object> CompletableFuture<List<Outcome<T>>> outcomes(
            CompletionStage<?>[] stages) {
        AsyncFuture<List<Outcome<T>>> outer = Loops.newFuture(stages);
        Gather.start(outer, stages, true, members -> {
            List<Outcome<T>> outcomes = new ArrayList<>(members.length);
            for (CompletableFuture<?> member : members) {
                outcomes.add(Gathering.<T>outcome(member));
            }
            return outcomes;
        });
        return outer;
    }

    private static <T extends @Nullable Object> Outcome<T> outcome(CompletableFuture<?> member) {
        if (!member.isDone()) {
            return Outcome.failure(new CancellationException("it could not be cancelled, and was left alone"));
        }
        return member.isCompletedExceptionally()
                ? Outcome.failure(dev.menai.engine.tasks.Outcome.failureOf(member))
                : Outcome.success(Gathering.<T>value(member));
    }

    /** Returns the value of {@code done}, which has succeeded. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // handed in as a stage of T
    public static <T extends @Nullable Object> T value(CompletableFuture<?> done) {
        return (T) done.getNow(null);
    }

    public static CompletionStage<?>[] stages(Collection<? extends CompletionStage<?>> stages) {
        CompletionStage<?>[] array = Checks.notNull(stages, "stages").toArray(new CompletionStage<?>[0]);
        Checks.noneNull(array, "stages");
        return array;
    }

    /** Starts each of {@code bodies}, as often as it is there. */
    public static CompletionStage<?>[] tasks(Coroutine<?>[] bodies) {
        CompletionStage<?>[] tasks = new CompletionStage<?>[bodies.length];
        for (int at = 0; at < bodies.length; at++) {
            tasks[at] = Asyncio.createTask(bodies[at]);
        }
        return tasks;
    }
}
