package dev.menai;

import dev.menai.internal.Checks;
import dev.menai.internal.ScopeEnd;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Owns tasks on behalf of an object that lives outside any coroutine body: a service, a component.
 *
 * <pre>{@code
 * final class Prices implements AutoCloseable {
 *     private final TaskScope tasks = TaskScope.open("prices");
 *
 *     void watch(String symbol) {
 *         tasks.createTask(symbol, () -> follow(symbol));
 *     }
 *
 *     public void close() {
 *         tasks.close();
 *     }
 * }
 * }</pre>
 *
 * <ul>
 *   <li>Its tasks are independent: the failure of one does not touch the others, and is reported unless somebody looks
 *       at it.
 *   <li>Closing it refuses further tasks, cancels those that are left, waits for them, and logs by name what would not
 *       stop within a limit of 30 s, or as set.
 * </ul>
 *
 * Thread-safe. In a body, {@link Asyncio#taskGroup} is the better choice.
 */
public final class TaskScope implements TaskOwner, AutoCloseable {
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

    private final String name;
    private final EventLoop loop;
    private final Set<Task<?>> tasks = ConcurrentHashMap.newKeySet();
    private volatile Duration closeTimeout = DEFAULT_LIMIT;
    private @Nullable AsyncFuture<Set<Task<?>>> closing;
    private int creations;

    private TaskScope(String name, EventLoop loop) {
        this.name = name;
        this.loop = loop;
    }

    /** Opens a scope whose tasks run on the {@linkplain EventLoop#shared() shared parallel loop}. */
    public static TaskScope open(String name) {
        return open(name, EventLoop.shared());
    }

    /** Opens a scope whose tasks run on {@code loop}. */
    public static TaskScope open(String name, EventLoop loop) {
        return new TaskScope(Checks.notNull(name, "name"), Checks.notNull(loop, "loop"));
    }

    /** Sets how long {@link #close} may take. */
    public void closeTimeout(Duration timeout) {
        Checks.notNegativeNanos(timeout, "timeout");
        closeTimeout = timeout;
    }

    /**
     * Creates a task in this scope.
     *
     * @throws IllegalStateException if it is closed
     */
    @Override
    public <T extends @Nullable Object> Task<T> createTask(TaskOptions options, Coroutine<T> body) {
        beginCreation();
        try {
            Task<T> task = loop.createTask(options, body);
            tasks.add(task);
            task.addDoneCallback(tasks::remove);
            return task;
        } finally {
            endCreation();
        }
    }

    private void beginCreation() {
        synchronized (this) {
            if (closing == null) {
                creations++;
                return;
            }
        }
        throw new IllegalStateException(this + ": cannot create a task in it; open another scope");
    }

    private synchronized void endCreation() {
        creations--;
    }

    /** Returns whether tasks are being created right now, which closing must wait for. */
    synchronized boolean isCreating() {
        return creations > 0;
    }

    /** Returns the tasks that are not done. */
    public Set<Task<?>> tasks() {
        // one that is done is taken out by a callback, which may come a moment later
        return tasks.stream().filter(task -> !task.isDone()).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether closing has begun. */
    public synchronized boolean isClosed() {
        return closing != null;
    }

    /**
     * Begins to close this scope. The future is done when its tasks are, or when the limit is over: its value is the
     * tasks that would not stop, which are also logged. Idempotent.
     */
    public CompletableFuture<Set<Task<?>>> closeAsync() {
        AsyncFuture<Set<Task<?>>> end;
        boolean isFirst;
        synchronized (this) {
            isFirst = closing == null;
            end = isFirst ? loop.createFuture() : Checks.notNull(closing, "closing");
            closing = end;
        }
        if (isFirst) {
            ScopeEnd.start(loop, this, this::isCreating, reason(), closeTimeout, end);
        }
        return Asyncio.shield(end); // one who loses patience does not spoil it for the others
    }

    /**
     * Closes this scope and waits until its tasks are done: in a coroutine body without blocking its loop, elsewhere
     * blocking the thread. A task of the scope that closes it is neither cancelled nor waited for.
     *
     * @throws IllegalStateException in a callback of a loop and in a Kotlin coroutine, which must not block; use {@link
     *     #closeAsync} there
     */
    @Override
    public void close() {
        ScopeEnd.await(this, closeAsync(), closeTimeout);
    }

    private String reason() {
        return "its scope '" + name + "' is closed";
    }

    @Override
    public String toString() {
        return "TaskScope[" + (isClosed() ? "closed" : "open") + ", name='" + name + "', " + tasks().size() + " tasks]";
    }
}
