package dev.menai;

import dev.menai.function.ThrowingSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of a task, to be kept and handed on: linear code that may wait with {@link Asyncio#await} and throw whatever
 * it likes. Nothing runs until it is handed to {@link Asyncio#createTask}, {@link Asyncio#run} or the like.
 *
 * <pre>{@code
 * List<Coroutine<Page>> bodies = new ArrayList<>();
 * for (URI page : pages) {
 *     bodies.add(() -> load(page)); // nothing is loaded yet
 * }
 * List<Page> loaded = await(gather(bodies));
 * }</pre>
 *
 * <p>All of them take any {@link ThrowingSupplier}, which this is the plainest form of, and any {@link
 * dev.menai.function.ThrowingRunnable} if there is no value; so a lambda of either kind, or a method reference, needs
 * neither.
 *
 * <p>It returns a value: one that returns a future has not waited for it, which the log says once for each body. {@link
 * Asyncio#createTaskFrom} takes a body that returns a future, and awaits that.
 */
@FunctionalInterface
public interface Coroutine<T extends @Nullable Object> extends ThrowingSupplier<T, Exception> {}
