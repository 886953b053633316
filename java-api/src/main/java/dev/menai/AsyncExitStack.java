package dev.menai;

import dev.menai.engine.loop.StackRoom;
import dev.menai.engine.tasks.Failures;
import dev.menai.function.ThrowingRunnable;
import dev.menai.internal.Checks;
import dev.menai.internal.lifetimes.Resources;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Resources whose number is known only while they are opened. For {@code try}: closing it closes them, the last opened
 * first, every one of them; the first failure comes out, with the others suppressed in it.
 *
 * <pre>{@code
 * try (AsyncExitStack stack = new AsyncExitStack()) {
 *     List<Connection> connections = new ArrayList<>();
 *     for (String host : hosts) {
 *         connections.add(stack.enter(connectionTo(host))); // if one fails, those before are closed
 *     }
 *     stack.callback(() -> log("about to close"));
 *     copy(connections);
 * }
 * }</pre>
 *
 * <p>For one task at a time.
 */
@SuppressWarnings("try") // what is closed may throw anything
public final class AsyncExitStack implements AutoCloseable {
    private final Deque<AutoCloseable> closers = new ArrayDeque<>();
    private boolean isClosed;

    /** Creates a stack without resources. */
    public AsyncExitStack() {}

    /** Opens {@code resource}, which this stack closes, and returns what it opened; throws what opening it throws. */
    public <R extends @Nullable Object> R enter(AsyncResource<R> resource) {
        Checks.notNull(resource, "resource");
        requireOpen("enter a resource");
        StackRoom.requireToClose();
        R opened = Resources.open(resource);
        closers.push(() -> resource.close(opened));
        return opened;
    }

    /** As {@link #enter(AsyncResource)}, and makes a checked exception of opening catchable. */
    public <R extends @Nullable Object, X extends Exception> R enter(AsyncResource<R> resource, Class<X> checked)
            throws X {
        Checks.notNull(checked, "checked");
        return enter(resource);
    }

    /** Adds {@code closeable}, which this stack closes, and returns it. */
    public <C extends AutoCloseable> C push(C closeable) {
        requireOpen("push");
        StackRoom.requireToClose();
        closers.push(Checks.notNull(closeable, "closeable"));
        return closeable;
    }

    /** Runs {@code callback} when this stack is closed. */
    public void callback(ThrowingRunnable<?> callback) {
        requireOpen("add a callback");
        StackRoom.requireToClose();
        closers.push(Checks.notNull(callback, "callback")::run);
    }

    /** Moves everything to a new stack: closing this one closes nothing then. */
    public AsyncExitStack popAll() {
        requireOpen("move its resources");
        AsyncExitStack other = new AsyncExitStack();
        other.closers.addAll(closers);
        closers.clear();
        return other;
    }

    /** Closes everything; throws what that throws. Idempotent. */
    @Override
    public void close() {
        isClosed = true;
        Throwable out = null;
        while (!closers.isEmpty()) {
            try {
                closers.pop().close();
            } catch (Throwable failure) {
                out = Failures.joined(out, failure);
            }
        }
        if (out != null) {
            throw Checks.sneaky(out);
        }
    }

    private void requireOpen(String action) {
        if (isClosed) {
            throw new IllegalStateException("AsyncExitStack is closed: cannot " + action + "; do so before its end");
        }
    }
}
