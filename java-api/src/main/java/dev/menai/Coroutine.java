package dev.menai;

import org.jspecify.annotations.Nullable;

/**
 * The body of a task: linear code that may wait with {@link Asyncio#await} and throw whatever it likes. Nothing runs
 * until it is handed to {@link Asyncio#createTask}, {@link Asyncio#run} or the like.
 *
 * <p>It returns a value: one that returns a future has not waited for it, which the log says once for each body. {@link
 * Asyncio#createTaskFrom} takes a body that returns a future, and awaits that.
 */
@FunctionalInterface
public interface Coroutine<T extends @Nullable Object> {
    T run() throws Exception;
}
