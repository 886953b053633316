package dev.menai;

import org.jspecify.annotations.Nullable;

/** Makes the tasks of a loop, for all ways to create one: see {@link EventLoop#setTaskFactory}. */
@FunctionalInterface
public interface TaskFactory {
    <T extends @Nullable Object> Task<T> create(EventLoop loop, Coroutine<T> body, TaskOptions options);
}
