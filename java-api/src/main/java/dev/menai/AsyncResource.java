package dev.menai;

import dev.menai.function.ThrowingConsumer;
import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Something that is opened and closed, both of which may wait: an asynchronous context manager. For {@link
 * Asyncio#using} and {@link AsyncExitStack}. Resources that are {@link AutoCloseable} also work with a plain {@code
 * try}: its {@code close} may await, too.
 *
 * <pre>{@code
 * AsyncResource<Connection> database = AsyncResource.of(
 *         () -> connect(host),
 *         connection -> await(connection.logOut()));
 * int orders = using(database, connection -> connection.count("orders"));
 * }</pre>
 */
public interface AsyncResource<R extends @Nullable Object> {
    /** Opens it; linear code that may await. */
    R open() throws Exception;

    /** Closes what {@link #open} returned; linear code that may await. */
    void close(R opened) throws Exception;

    /** Returns a resource that is opened and closed by the given code. */
    static <R extends @Nullable Object> AsyncResource<R> of(
            ThrowingSupplier<? extends R, ?> open, ThrowingConsumer<? super R, ?> close) {
        Checks.notNull(open, "open");
        Checks.notNull(close, "close");
        return new AsyncResource<>() {
            @Override
            public R open() throws Exception {
                return open.get();
            }

            @Override
            public void close(R opened) throws Exception {
                close.accept(opened);
            }
        };
    }

    /** Returns a resource that is opened by the given code and closed by its own {@code close}. */
    static <R extends AutoCloseable> AsyncResource<R> closing(ThrowingSupplier<? extends R, ?> open) {
        return of(open, AutoCloseable::close);
    }
}
