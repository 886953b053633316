package dev.menai;

import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Checks;
import org.jspecify.annotations.Nullable;

/** Makes the tasks of a loop, for all ways to create one: see {@link EventLoop#setTaskFactory}. */
@FunctionalInterface
public interface TaskFactory {
    <T extends @Nullable Object> Task<T> create(
            EventLoop loop, ThrowingSupplier<? extends T, ?> body, TaskOptions options);

    /** Returns a factory of eager tasks: bodies run up to their first wait inside {@code createTask}. */
    static TaskFactory eager() {
        return eager(new TaskFactory() {
            @Override
            public <T extends @Nullable Object> Task<T> create(
                    EventLoop loop, ThrowingSupplier<? extends T, ?> body, TaskOptions options) {
                return new Task<>(loop, body, options);
            }
        });
    }

    /** Returns a factory that has {@code factory} make its tasks eager, unless their options say otherwise. */
    static TaskFactory eager(TaskFactory factory) {
        Checks.notNull(factory, "factory");
        return new TaskFactory() {
            @Override
            public <T extends @Nullable Object> Task<T> create(
                    EventLoop loop, ThrowingSupplier<? extends T, ?> body, TaskOptions options) {
                return factory.create(loop, body, options.eager() == null ? options.eager(true) : options);
            }
        };
    }
}
