package dev.menai;

import dev.menai.engine.groups.TaskGroupScope;
import dev.menai.engine.groups.TimeoutScope;
import dev.menai.engine.tasks.Awaiting;
import dev.menai.engine.tasks.Futures;
import dev.menai.function.ThrowingConsumer;
import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Checks;
import dev.menai.internal.Scopes;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The scope of {@link Asyncio#taskGroup}: owns tasks, and ends only when all of them have.
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
 * Thread-safe.
 */
public final class TaskGroup implements TaskOwner {
    private final TaskGroupScope scope;

    TaskGroup(TaskGroupScope scope) {
        this.scope = scope;
    }

    /** What is done with a group and its scope. */
    interface Use<T extends @Nullable Object> {
        T with(TaskGroup group, TaskGroupScope scope);
    }

    /** Has the running body enter a group, in a timeout if the options name one. */
    static <T extends @Nullable Object> T within(String word, TaskGroupOptions options, Use<T> use) {
        Checks.notNull(options, "options");
        Duration limit = options.timeout();
        if (limit != null) {
            TimeoutScope timeout = TimeoutScope.enterFor(word, Checks.nanos(limit, "timeout"));
            return Scopes.get(timeout, () -> open(word, options, use));
        }
        return open(word, options, use);
    }

    private static <T extends @Nullable Object> T open(String word, TaskGroupOptions options, Use<T> use) {
        TaskGroupScope scope = TaskGroupScope.enter(word, options.name());
        return use.with(new TaskGroup(scope), scope);
    }

    /**
     * Creates a task in this group.
     *
     * @throws IllegalStateException if the group is shutting down, was cancelled or is finished
     * @throws CancellationException if the calling task was cancelled, as the group does when it shuts down
     */
    @Override
    public <T extends @Nullable Object> Task<T> createTask(TaskOptions options, ThrowingSupplier<? extends T, ?> body) {
        TaskGroupScope.Child place = admit();
        Task<T> task;
        try {
            task = EventLoop.of(scope.getLoop()).createTask(options, body);
        } catch (Throwable refused) {
            place.isGivenUp = true;
            place.withdraw();
            throw refused;
        }
        place.adopt(task);
        return task;
    }

    /** A task whose cancellation by this very group is on its way gets that, in place of the refusal. */
    private TaskGroupScope.Child admit() {
        try {
            return scope.admit();
        } catch (IllegalStateException refused) {
            CancellationException pending = Awaiting.takePending();
            throw pending == null ? refused : pending;
        }
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
        AsyncFuture<R> readiness = EventLoop.of(scope.getLoop()).createFuture();
        Started<R> started = new Started<>(readiness);
        Task<@Nullable Void> task = createTask(options, () -> started.run(body));
        Futures.completedByTask(readiness, task);
        return readiness;
    }

    /** Returns the tasks of this group that are not done, in the order of their creation. */
    public Set<Task<?>> tasks() {
        Set<Task<?>> tasks = new LinkedHashSet<>();
        scope.tasks().forEach(task -> tasks.add((Task<?>) task));
        return tasks;
    }

    /**
     * Cancels the tasks of this group and its body. The scope then ends without a cancellation, unless something failed
     * or somebody else cancelled as well. Idempotent, and without effect on a group that has ended.
     */
    public void cancel() {
        scope.cancel();
    }

    @Override
    public String toString() {
        return scope.toString();
    }
}
