package dev.menai;

import dev.menai.engine.groups.TaskGroupScope;
import dev.menai.engine.groups.TimeoutScope;
import dev.menai.engine.tasks.Futures;
import dev.menai.function.ThrowingConsumer;
import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Checks;
import dev.menai.internal.groups.Scopes;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Owns tasks for a body, and ends only when all of them have. {@link Asyncio#taskGroup} makes one and enters it in one word;
 * as an object it can be handed to others before, which may cancel it, and be asked afterwards.
 *
 * <pre>{@code
 * TaskGroup downloads = new TaskGroup();
 * onStop(downloads::cancel);
 * downloads.with(() -> {
 *     for (URI page : pages) {
 *         downloads.createTask(() -> load(page));
 *     }
 * });
 * }</pre>
 *
 * <ul>
 *   <li>When a task or the body fails, all others are cancelled and waited for; then the scope throws an {@link
 *       ExceptionGroup} of everything that failed, in that order, the body's own failure last.
 *   <li>A task that ends cancelled by itself is no failure.
 *   <li>When the task that opened the group is cancelled, so are the tasks in it; the cancellation comes out when they
 *       have ended, with their failures suppressed in it as a group.
 *   <li>A fatal error ({@link VirtualMachineError}, other than {@link StackOverflowError}) comes out bare.
 * </ul>
 *
 * <p>It is for one use. Thread-safe.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Task groups (TGR).
 */
public final class TaskGroup implements TaskOwner {
    private final TaskGroupOptions options;

    /** What stands for this on the engine's side from {@link #with} on. */
    private @Nullable TaskGroupScope scope;

    /** Whether this was cancelled before it was entered. */
    private boolean isCancelled;

    /** Makes a group without a name or a limit of time. */
    public TaskGroup() {
        this(TaskGroupOptions.defaults());
    }

    /** Makes a group with {@code options}. */
    public TaskGroup(TaskGroupOptions options) {
        this.options = Checks.notNull(options, "options");
    }

    TaskGroup(TaskGroupScope entered) {
        this(TaskGroupOptions.defaults());
        scope = entered;
    }

    /**
     * Runs {@code body}, in the calling body's own task, waits for all tasks that were created in this group, and returns
     * the body's value. A group that was cancelled before cancels the body at its first wait, or where it first asks for
     * a task.
     *
     * @throws ExceptionGroup of what failed, the body included
     * @throws InvalidStateException if the group was cancelled by {@link #cancel} before the body had a value
     * @throws IllegalStateException if this was entered before
     */
    public <T extends @Nullable Object> T with(ThrowingSupplier<? extends T, ?> body) {
        return with("TaskGroup.with", body);
    }

    /** As {@link #with(ThrowingSupplier)}, for a body without a value. */
    public void with(ThrowingRunnable<?> body) {
        with("TaskGroup.with", body);
    }

    /** As {@link #with(ThrowingSupplier)}, on behalf of {@code word}. */
    <T extends @Nullable Object> T with(String word, ThrowingSupplier<? extends T, ?> body) {
        Checks.notNull(body, "body");
        return inTime(word, () -> Scopes.<T, Exception>get(enter(word), body::get));
    }

    /** As {@link #with(ThrowingRunnable)}, on behalf of {@code word}. */
    void with(String word, ThrowingRunnable<?> body) {
        Checks.notNull(body, "body");
        this.<@Nullable Void>inTime(word, () -> {
            Scopes.run(enter(word), body);
            return Checks.<@Nullable Void>nothing();
        });
    }

    private <T extends @Nullable Object> T inTime(String word, Supplier<T> use) {
        Duration limit = options.timeout();
        if (limit == null) {
            return use.get();
        }
        return Scopes.get(TimeoutScope.enterFor(word, Checks.nanos(limit, "timeout")), use::get);
    }

    private TaskGroupScope enter(String word) {
        TaskGroupScope entered;
        synchronized (this) {
            if (scope != null) {
                throw new IllegalStateException(
                        scope + " must be entered once, but was entered before; make another one");
            }
            entered = TaskGroupScope.enter(word, options.name());
            scope = entered;
            if (!isCancelled) {
                return entered;
            }
        }
        entered.cancelBefore();
        return entered;
    }

    private synchronized @Nullable TaskGroupScope entered() {
        return scope;
    }

    private TaskGroupScope requireEntered() {
        TaskGroupScope known = entered();
        if (known == null) {
            throw new IllegalStateException(
                    this + " must be entered to create a task in it, but is not yet; do so in the body of with");
        }
        return known;
    }

    /**
     * Creates a task in this group.
     *
     * @throws IllegalStateException if the group is not entered yet, is shutting down, was cancelled or is finished
     * @throws CancellationException if the calling task was cancelled, as the group does when it shuts down
     */
    @Override
    public <T extends @Nullable Object> Task<T> createTask(TaskOptions options, ThrowingSupplier<? extends T, ?> body) {
        Checks.notNull(options, "options");
        TaskGroupScope entered = requireEntered();
        TaskGroupScope.Child place = entered.admit();
        Task<T> task;
        try {
            task = EventLoop.of(entered.getLoop()).createTask(options.withBorn(place::adopt), body);
        } catch (Throwable refused) {
            place.isGivenUp = true;
            place.withdraw();
            throw refused;
        }
        place.adopt(task); // a task factory need not pass the options on
        return task;
    }

    /**
     * Creates a task that tells when it is ready: a server that listens, for example. The future has the value that the
     * body hands to {@link Started#ready}; from then on the task goes on as any other of this group.
     *
     * <p>A body that fails before it is ready fails the future, not the group; one that ends before, too. Cancelling
     * the future cancels the task.
     */
    public <R extends @Nullable Object> AsyncFuture<R> start(
            ThrowingConsumer<? super Started<R>, ? extends Exception> body) {
        return start(TaskOptions.defaults(), body);
    }

    /** As {@link #start(ThrowingConsumer)}, with a name for the task. */
    public <R extends @Nullable Object> AsyncFuture<R> start(
            String name, ThrowingConsumer<? super Started<R>, ? extends Exception> body) {
        return start(TaskOptions.named(name), body);
    }

    /** As {@link #start(ThrowingConsumer)}, with options for the task. */
    public <R extends @Nullable Object> AsyncFuture<R> start(
            TaskOptions options, ThrowingConsumer<? super Started<R>, ? extends Exception> body) {
        Checks.notNull(body, "body");
        AsyncFuture<R> readiness = EventLoop.of(requireEntered().getLoop()).createFuture();
        Started<R> started = new Started<>(readiness);
        Task<@Nullable Void> task = createTask(options, () -> started.run(body));
        Futures.completedByTask(readiness, task);
        return readiness;
    }

    /** Returns the tasks of this group that are not done, in the order of their creation. */
    public Set<Task<?>> tasks() {
        Set<Task<?>> tasks = new LinkedHashSet<>();
        TaskGroupScope known = entered();
        if (known != null) {
            known.tasks().forEach(task -> tasks.add((Task<?>) task));
        }
        return tasks;
    }

    /**
     * Cancels the tasks of this group and its body, which, if it is still to begin, gets that at its first wait. The group
     * then ends without a cancellation, unless something failed or somebody else cancelled as well. Idempotent, and without
     * effect on a group that has ended.
     */
    public void cancel() {
        TaskGroupScope known;
        synchronized (this) {
            known = scope;
            isCancelled |= known == null;
        }
        if (known != null) {
            known.cancel();
        }
    }

    @Override
    public String toString() {
        TaskGroupScope known = entered();
        if (known != null) {
            return known.toString();
        }
        String name = options.name();
        return name == null ? "TaskGroup[created]" : "TaskGroup[created, name='" + name + "']";
    }
}
