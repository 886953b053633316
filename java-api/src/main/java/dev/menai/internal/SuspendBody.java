package dev.menai.internal;

import dev.menai.Coroutine;
import dev.menai.engine.context.VarContext;
import dev.menai.engine.tasks.LoopFuture;
import dev.menai.engine.tasks.TaskCore;
import org.jspecify.annotations.Nullable;

/** A body that is a Kotlin coroutine: it knows how to become a task. */
public interface SuspendBody<T extends @Nullable Object> extends Coroutine<T> {
    TaskCore<T> taskFor(LoopFuture<T> future, VarContext context, @Nullable String name);

    @Override
    default T get() {
        throw new IllegalStateException(
                "a suspend body must be run by a task, but was called directly; use createTask");
    }
}
