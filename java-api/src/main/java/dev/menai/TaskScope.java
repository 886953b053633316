package dev.menai;

import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Checks;
import dev.menai.internal.lifetimes.BackgroundLoop;
import dev.menai.internal.lifetimes.ScopeEnd;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Owns tasks on behalf of an object that lives outside any coroutine body: a service, a component.
 *
 * <pre>{@code
 * final class Prices implements AutoCloseable {
 *     private final TaskScope tasks = TaskScope.confined("prices");
 *     private final Map<String, Price> latest = new HashMap<>(); // touched by tasks only: needs no lock
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
 * <p>How it is opened says how its tasks run:
 *
 * <ul>
 *   <li>{@link #confined confined}: one step at a time, on a loop of the scope's own. What only its tasks touch needs no
 *       lock between two waits. This is what a service takes.
 *   <li>{@link #parallel parallel}: on all cores at once. What two tasks touch needs a lock, or must be thread-safe.
 *   <li>{@link #open open}: on a loop that is there, as that runs.
 * </ul>
 *
 * <ul>
 *   <li>Its tasks are independent: the failure of one does not touch the others, and is reported unless somebody looks
 *       at it.
 *   <li>Closing it refuses further tasks, cancels those that are left, waits for them, and logs by name what would not
 *       stop within a limit of 30 s, or as set.
 *   <li>A scope that is not closed does not keep the process from ending; nor does its end wait for the tasks, as it
 *       does for those of {@link Asyncio#run}.
 * </ul>
 *
 * Thread-safe. In a body, {@link Asyncio#taskGroup} is the better choice.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Task scopes (TSC).
 */
public final class TaskScope implements TaskOwner, AutoCloseable {
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

    private final String name;
    private final EventLoop loop;

    /** What runs the loop of a confined scope; null where others do. */
    private final @Nullable BackgroundLoop background;

    private final Set<Task<?>> tasks = ConcurrentHashMap.newKeySet();
    private volatile Duration closeTimeout = DEFAULT_LIMIT;
    private @Nullable ScopeEnd closing;
    private int creations;

    private TaskScope(String name, EventLoop loop, @Nullable BackgroundLoop background) {
        this.name = name;
        this.loop = loop;
        this.background = background;
    }

    /**
     * Opens a scope with a confined loop of its own, which runs on a daemon thread, {@code menai-name}, until the scope is
     * closed: its tasks run one step at a time, whatever threads create them.
     */
    public static TaskScope confined(String name) {
        BackgroundLoop background = BackgroundLoop.start(Checks.notNull(name, "name"));
        return new TaskScope(name, background.loop(), background);
    }

    /**
     * Opens a scope whose tasks run on the {@linkplain EventLoop#shared() shared parallel loop}: on all cores, with
     * locks of their own for what they share.
     */
    public static TaskScope parallel(String name) {
        return open(name, EventLoop.shared());
    }

    /** Opens a scope whose tasks run on {@code loop}, which somebody else runs and closes. */
    public static TaskScope open(String name, EventLoop loop) {
        return new TaskScope(Checks.notNull(name, "name"), Checks.notNull(loop, "loop"), null);
    }

    /** Returns the loop on which the tasks run: for callbacks, timers, and calls of Kotlin on it. */
    public EventLoop loop() {
        return loop;
    }

    /** Sets how long {@link #close} may take. */
    public void setCloseTimeout(Duration timeout) {
        Checks.notNegativeNanos(timeout, "timeout");
        closeTimeout = timeout;
    }

    /**
     * Creates a task in this scope, from any thread.
     *
     * @throws IllegalStateException if it is closed
     */
    @Override
    public <T extends @Nullable Object> Task<T> createTask(TaskOptions options, ThrowingSupplier<? extends T, ?> body) {
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
     *
     * <p>A confined scope ends its loop then, with whatever else is left there, and its thread. Outside of that loop the
     * future is done when this is; on it, when the tasks are, since the loop has to go on until the task that closes
     * has ended.
     */
    public AsyncFuture<Set<Task<?>>> closeAsync() {
        return Asyncio.shield(end().futureFor()); // a caller that loses patience does not spoil it for the others
    }

    /**
     * Closes this scope and waits until its tasks are done: in a coroutine body without blocking its loop, elsewhere
     * blocking the thread. A task of the scope that closes it is neither cancelled nor waited for; several may.
     *
     * @throws IllegalStateException in a callback of a loop and in a Kotlin coroutine, which must not block; use {@link
     *     #closeAsync} there
     */
    @Override
    public void close() {
        ScopeEnd end = end();
        end.await(Asyncio.shield(end.futureFor()));
    }

    private ScopeEnd end() {
        ScopeEnd end;
        boolean isFirst;
        synchronized (this) {
            isFirst = closing == null;
            if (closing == null) {
                closing = new ScopeEnd(
                        this, this::isCreating, "its scope '" + name + "' is closed", closeTimeout, background);
            }
            end = closing;
        }
        end.join();
        if (isFirst) {
            end.start();
        }
        return end;
    }

    @Override
    public String toString() {
        return "TaskScope[" + (isClosed() ? "closed" : "open") + ", name='" + name + "', " + tasks().size() + " tasks]";
    }
}
