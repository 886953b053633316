package dev.menai.internal;

import dev.menai.Asyncio;
import dev.menai.Coroutine;
import dev.menai.Task;
import dev.menai.engine.loop.Loop;
import dev.menai.engine.tasks.StageValues;
import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Turns what users hand in into coroutine bodies, and what the engine hands out into tasks. */
public final class Bodies {
    private Bodies() {}

    /** A body that is made of what a user has given, on whose class it is that he made a mistake. */
    private record Made<T extends @Nullable Object>(Object given, ThrowingSupplier<? extends T, ?> body)
            implements Coroutine<T> {
        @Override
        public T get() throws Exception {
            return body.get();
        }
    }

    /** Returns {@code body}, made of what a user has {@code given}, which is what warnings name. */
    public static <T extends @Nullable Object> Coroutine<T> of(Object given, ThrowingSupplier<? extends T, ?> body) {
        return new Made<>(given, body);
    }

    /** Returns {@code body} for a task, which warns of a value that should have been awaited. */
    public static <T extends @Nullable Object> Callable<T> noticed(ThrowingSupplier<? extends T, ?> body) {
        Object given = body instanceof Made<?> made ? made.given() : body;
        return () -> StageValues.noticed(given, body.get());
    }

    /** Returns a body that awaits the stage which {@code body} returns. */
    public static <T extends @Nullable Object> Coroutine<T> awaiting(
            ThrowingSupplier<? extends CompletionStage<T>, ?> body) {
        Checks.notNull(body, "body");
        return of(body, () -> Asyncio.<T>await(body.get()));
    }

    /** Returns {@code body} as one whose value is null: for what is written once, for both kinds. */
    public static <X extends Exception> ThrowingSupplier<@Nullable Void, X> withoutValue(ThrowingRunnable<X> body) {
        Checks.notNull(body, "body");
        return () -> {
            body.run();
            return Checks.<@Nullable Void>nothing();
        };
    }

    public static Set<Task<?>> tasksOf(Loop loop) {
        Set<Task<?>> tasks = new LinkedHashSet<>();
        loop.tasks().forEach(task -> tasks.add((Task<?>) task.getFuture()));
        return tasks;
    }
}
