package dev.menai.internal.groups;

import dev.menai.AsyncFuture;
import dev.menai.Asyncio;
import dev.menai.Outcome;
import dev.menai.engine.groups.Gather;
import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Bodies;
import dev.menai.internal.Checks;
import dev.menai.internal.Loops;
import java.util.ArrayList;
import java.util.Arrays;
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
    public static <T extends @Nullable Object> AsyncFuture<List<T>> values(CompletionStage<?>[] stages) {
        AsyncFuture<List<T>> outer = Loops.newFuture(stages);
        Gather.start(outer, stages, false, members -> (List<T>) Gather.values(members));
        return outer;
    }

    public static <T extends @Nullable Object> AsyncFuture<List<Outcome<T>>> outcomes(CompletionStage<?>[] stages) {
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

    /** Returns a future that is done when all {@code tasks} are, without a value. */
    public static AsyncFuture<@Nullable Void> end(CompletionStage<?>[] tasks) {
        AsyncFuture<@Nullable Void> outer = Loops.newFuture(tasks);
        Gather.start(outer, tasks, false, members -> Checks.<@Nullable Void>nothing());
        return outer;
    }

    public static CompletionStage<?>[] stages(Iterable<? extends CompletionStage<?>> stages) {
        List<CompletionStage<?>> list = new ArrayList<>();
        Checks.notNull(stages, "stages").forEach(list::add);
        CompletionStage<?>[] array = list.toArray(new CompletionStage<?>[0]);
        Checks.noneNull(array, "stages");
        return array;
    }

    public static ThrowingSupplier<?, ?>[] bodies(Collection<? extends ThrowingSupplier<?, ?>> bodies) {
        ThrowingSupplier<?, ?>[] array = Checks.notNull(bodies, "bodies").toArray(new ThrowingSupplier<?, ?>[0]);
        Checks.noneNull(array, "bodies");
        return array;
    }

    public static ThrowingSupplier<@Nullable Void, ?>[] withoutValue(ThrowingRunnable<?>[] bodies) {
        @SuppressWarnings("unchecked") // filled with them
        ThrowingSupplier<@Nullable Void, ?>[] array =
                (ThrowingSupplier<@Nullable Void, ?>[]) new ThrowingSupplier<?, ?>[bodies.length];
        Arrays.setAll(array, at -> Bodies.withoutValue(bodies[at]));
        return array;
    }

    /** Starts each of {@code bodies}, as often as it is there. */
    public static CompletionStage<?>[] tasks(ThrowingSupplier<?, ?>[] bodies) {
        CompletionStage<?>[] tasks = new CompletionStage<?>[bodies.length];
        for (int at = 0; at < bodies.length; at++) {
            tasks[at] = Asyncio.createTask(bodies[at]);
        }
        return tasks;
    }
}
