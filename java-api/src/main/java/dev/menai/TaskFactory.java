package dev.menai;

import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Checks;

/**
 * Makes the tasks of a loop, for all ways to create one: see {@link EventLoop#setTaskFactory}.
 *
 * <pre>{@code
 * loop.setTaskFactory((loop, body, options) -> {
 *     created.increment();
 *     return new Task<>(loop, body, options);
 * });
 * }</pre>
 */
@FunctionalInterface
public interface TaskFactory {
    /** Returns a new task of {@code loop} with this very body, whose value is the task's. */
    Task<?> create(EventLoop loop, ThrowingSupplier<?, ?> body, TaskOptions options);

    /** Returns a factory of eager tasks: bodies run up to their first wait inside {@code createTask}. */
    static TaskFactory eager() {
        return eager(Task::new);
    }

    /** Returns a factory that makes its tasks eager with {@code factory}, unless their options say otherwise. */
    static TaskFactory eager(TaskFactory factory) {
        Checks.notNull(factory, "factory");
        return (loop, body, options) ->
                factory.create(loop, body, options.eager() == null ? options.withEager(true) : options);
    }
}
