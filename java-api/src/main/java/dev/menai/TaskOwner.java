package dev.menai;

import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Bodies;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Something that tasks are created in, and that holds them until they are done: a loop, a group, a scope. */
public interface TaskOwner {
    /** Creates a task with the given options. */
    <T extends @Nullable Object> Task<T> createTask(TaskOptions options, ThrowingSupplier<? extends T, ?> body);

    /** Creates a task. */
    default <T extends @Nullable Object> Task<T> createTask(ThrowingSupplier<? extends T, ?> body) {
        return createTask(TaskOptions.defaults(), body);
    }

    /** Creates a task with a name. */
    default <T extends @Nullable Object> Task<T> createTask(String name, ThrowingSupplier<? extends T, ?> body) {
        return createTask(TaskOptions.named(name), body);
    }

    /** Creates a task whose body has no value. */
    default Task<@Nullable Void> createTask(ThrowingRunnable<?> body) {
        return createTask(TaskOptions.defaults(), body);
    }

    /** Creates a task with a name, whose body has no value. */
    default Task<@Nullable Void> createTask(String name, ThrowingRunnable<?> body) {
        return createTask(TaskOptions.named(name), body);
    }

    /** Creates a task with the given options, whose body has no value. */
    default Task<@Nullable Void> createTask(TaskOptions options, ThrowingRunnable<?> body) {
        return createTask(options, Bodies.withoutValue(body));
    }

    /** Creates a task that awaits what its body returns: for code that returns futures. */
    default <T extends @Nullable Object> Task<T> createTaskFrom(
            ThrowingSupplier<? extends CompletionStage<T>, ?> body) {
        return createTaskFrom(TaskOptions.defaults(), body);
    }

    /** Creates a task with a name, which awaits what its body returns. */
    default <T extends @Nullable Object> Task<T> createTaskFrom(
            String name, ThrowingSupplier<? extends CompletionStage<T>, ?> body) {
        return createTaskFrom(TaskOptions.named(name), body);
    }

    /** Creates a task with the given options, which awaits what its body returns. */
    default <T extends @Nullable Object> Task<T> createTaskFrom(
            TaskOptions options, ThrowingSupplier<? extends CompletionStage<T>, ?> body) {
        return createTask(options, Bodies.awaiting(body));
    }
}
