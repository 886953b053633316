package dev.menai.internal;

import dev.menai.Coroutine;
import dev.menai.Task;
import dev.menai.engine.loop.Loop;
import dev.menai.function.ThrowingRunnable;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what users hand in into coroutine bodies, and what the engine hands out into tasks. */
public final class Bodies {
    private Bodies() {}

    public static Coroutine<@Nullable Void> withoutValue(ThrowingRunnable<? extends Exception> body) {
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
