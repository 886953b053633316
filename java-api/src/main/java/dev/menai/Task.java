package dev.menai;

import dev.menai.engine.context.VarContext;
import dev.menai.engine.loop.ThreadState;
import dev.menai.engine.tasks.LinearTask;
import dev.menai.engine.tasks.TaskCore;
import dev.menai.function.ThrowingSupplier;
import dev.menai.internal.Bodies;
import dev.menai.internal.Checks;
import dev.menai.internal.SuspendBody;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine body that runs on an {@link EventLoop}, seen as the future of its outcome.
 *
 * <pre>{@code
 * Task<Page> home = createTask("home page", () -> load(address));
 * onStop(() -> home.cancel("the window was closed"));
 * home.addDoneCallback(done -> hideSpinner());
 * show(await(home)); // what the body throws comes out here
 * }</pre>
 *
 * <ul>
 *   <li>It starts soon after its creation, not inside it, and in the order of creation; an {@linkplain
 *       TaskOptions#eager eager} one inside it.
 *   <li>{@link #cancel()} is a request: a {@link java.util.concurrent.CancellationException} is thrown at the body's
 *       next wait, and what the body makes of it decides. A task that is cancelled before its first step never runs
 *       its body.
 *   <li>Its loop holds it until it is done: its body has ended, and the coroutines that suspend calls of its body have
 *       left behind. They are cancelled if the body ends without a value, or if the task is cancelled after that.
 *   <li>It sets its own outcome: {@code complete} and its like are refused, {@code completeExceptionally} is a request.
 * </ul>
 *
 * Thread-safe.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Tasks (TASK), Cancellation (CAN), Eager tasks (EAG).
 */
public class Task<T extends @Nullable Object> extends AsyncFuture<T> {
    private final TaskCore<T> core;

    /** Creates and starts a task; for {@linkplain TaskFactory task factories}. Others use {@code createTask}. */
    @SuppressWarnings("this-escape") // the core begins last
    public Task(EventLoop loop, ThrowingSupplier<? extends T, ?> body, TaskOptions options) {
        super(loop);
        Checks.notNull(body, "body");
        Context given = options.context();
        VarContext context = given == null ? ThreadState.current().copyOfContext() : given.values();
        if (body instanceof SuspendBody<?>) {
            @SuppressWarnings("unchecked") // it only gives a T
            SuspendBody<T> suspending = (SuspendBody<T>) body;
            core = suspending.taskFor(this, context, options.name());
        } else {
            core = new LinearTask<>(this, Bodies.noticed(body), context, options.name());
        }
        core.begin(Boolean.TRUE.equals(options.eager()), options.born());
    }

    /** Returns the number of cancel requests that have not been taken back. */
    public int cancelling() {
        return core.getCancelRequests();
    }

    /**
     * Takes one cancel request back and returns how many are left. When none is left, a cancellation that was not
     * delivered yet is withdrawn.
     */
    public int uncancel() {
        return core.uncancel();
    }

    /** Returns the name that it was given, else {@code Task-N} with a number of its own. */
    public String name() {
        return core.getName();
    }

    /** Renames this task. */
    public void setName(String newName) {
        core.rename(Checks.notNull(newName, "name"));
    }

    /** Returns the context in which the body runs. */
    public Context context() {
        return Context.of(core.context);
    }

    /**
     * Returns the frames in which the body runs or waits, innermost first, from the user's on; empty when it is done. Of a
     * coroutine of Kotlin's they are those that the compiler has noted, and none while it runs elsewhere.
     */
    public StackTraceElement[] stack() {
        return core.stack();
    }

    /** Cancels this task when it is not done after the time; it then fails with a {@code TimeoutException}. */
    @Override
    public AsyncFuture<T> orTimeout(long timeout, TimeUnit unit) {
        core.cancelAfter(timeout, Checks.notNull(unit, "unit"));
        return this;
    }

    @Override
    public boolean complete(T value) {
        throw refused("complete");
    }

    /**
     * Cancels this task, whose cancellation comes out as {@code failure}: it is done when its clean-up is. A value that the
     * body returns all the same stands. Returns false if the task is done, or is ending with another failure.
     */
    @Override
    public boolean completeExceptionally(Throwable failure) {
        return core.fail(Checks.notNull(failure, "exception"), "it was completed exceptionally from outside");
    }

    @Override
    public AsyncFuture<T> completeAsync(Supplier<? extends T> supplier) {
        throw refused("completeAsync");
    }

    @Override
    public AsyncFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        throw refused("completeAsync");
    }

    @Override
    public AsyncFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
        throw refused("completeOnTimeout");
    }

    @Override
    public void obtrudeValue(T value) {
        throw refused("obtrudeValue");
    }

    @Override
    public void obtrudeException(Throwable failure) {
        throw refused("obtrudeException");
    }

    private IllegalStateException refused(String method) {
        return new IllegalStateException("task '" + name() + "' must set its own outcome, but " + method
                + " was called; cancel() it, or complete an AsyncFuture that it awaits");
    }
}
