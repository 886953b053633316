package dev.menai;

import dev.menai.engine.context.VarContext;
import dev.menai.engine.loop.ThreadState;
import dev.menai.engine.tasks.ComposedFuture;
import dev.menai.engine.tasks.DoneCallback;
import dev.menai.engine.tasks.Futures;
import dev.menai.engine.tasks.LoopFuture;
import dev.menai.engine.tasks.Outcome;
import dev.menai.internal.Checks;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link java.util.concurrent.CompletableFuture} that belongs to an {@link EventLoop}: asyncio's {@code Future}.
 *
 * <pre>{@code
 * AsyncFuture<Double> reading = EventLoop.running().createFuture();
 * sensor.read(reading::complete, reading::completeExceptionally); // calls one of them, in a thread of its own
 * reading.addDoneCallback(done -> sensor.rest()); // when it was cancelled, too
 * double celsius = await(reading);
 * }</pre>
 *
 * <ul>
 *   <li>{@link #addDoneCallback Done callbacks} and awaits run through the loop, first in, first out; {@code thenApply}
 *       and its like keep the JDK's rules.
 *   <li>Cancelling it, or a stage derived from it, cancels what produces it. A derived stage leaves alone what others
 *       count on as well.
 *   <li>A failure that nobody looks at is reported to the loop's exception handler when the future is collected or the
 *       loop is closed.
 *   <li>{@code get} and {@code join} refuse to block inside a body or callback of a loop.
 * </ul>
 *
 * Thread-safe.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Futures (FUT).
 */
public class AsyncFuture<T extends @Nullable Object> extends ComposedFuture<T> {
    AsyncFuture(EventLoop loop) {
        super(loop.engine());
    }

    /** Returns the loop that this future belongs to. */
    public EventLoop loop() {
        return EventLoop.of(Futures.loopOf(this));
    }

    /**
     * Returns the value, or throws the very exception that this future failed with.
     *
     * @throws InvalidStateException if it is not done
     * @throws CancellationException if it was cancelled
     */
    public T result() {
        requireDone("a result");
        return Outcome.of(this);
    }

    /** As {@link #result()}, and makes a checked exception catchable: {@code task.result(IOException.class)}. */
    public <X extends Exception> T result(Class<X> checked) throws X {
        Checks.notNull(checked, "checked");
        return result();
    }

    /**
     * Returns the exception that this future failed with, or null if it has a value.
     *
     * @throws InvalidStateException if it is not done
     * @throws CancellationException if it was cancelled
     */
    public @Nullable Throwable exception() {
        requireDone("an exception");
        if (!isCompletedExceptionally()) {
            return null;
        }
        Throwable failure = Outcome.failureOf(this);
        if (isCancelled()) {
            throw (CancellationException) failure;
        }
        return failure;
    }

    /**
     * Returns the exception that this future failed with: the method of this name that {@code Future} has from JDK 19 on.
     *
     * @throws IllegalStateException if it is not done, has a value or was cancelled
     */
    public Throwable exceptionNow() {
        if (!isCompletedExceptionally() || isCancelled()) {
            throw new IllegalStateException(this + " must have failed to have an exception now, but has not");
        }
        return Outcome.failureOf(this);
    }

    /**
     * Completes this future with a value.
     *
     * @throws InvalidStateException if it is done
     */
    public void setResult(T value) {
        if (!complete(value)) {
            throw alreadyDone();
        }
    }

    /**
     * Completes this future with an exception.
     *
     * @throws InvalidStateException if it is done
     */
    public void setException(Throwable exception) {
        if (!completeExceptionally(Checks.notNull(exception, "exception"))) {
            throw alreadyDone();
        }
    }

    /** Cancels this future; returns false if it is done. */
    public boolean cancel() {
        return cancel(null);
    }

    /** Cancels this future; the message is part of the exception that everybody gets. Returns false if it is done. */
    @Override
    public boolean cancel(@Nullable String message) {
        return super.cancel(message);
    }

    /** Cancels this future; returns false if it is done. The flag has no meaning here. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return cancel(null);
    }

    /** Calls {@code callback} through the loop when this future is done, in a copy of the current context. */
    public void addDoneCallback(Consumer<? super AsyncFuture<T>> callback) {
        add(callback, ThreadState.current().copyOfContext());
    }

    /** Calls {@code callback} through the loop when this future is done, in {@code context} itself. */
    public void addDoneCallback(Consumer<? super AsyncFuture<T>> callback, Context context) {
        add(callback, Checks.notNull(context, "context").values());
    }

    private void add(Consumer<? super AsyncFuture<T>> callback, VarContext context) {
        Checks.notNull(callback, "callback");
        DoneCallback.add(this, () -> callback.accept(this), callback, context);
    }

    /** Takes back every done callback that equals {@code callback}; returns how many. Too late once this is done. */
    public int removeDoneCallback(Consumer<? super AsyncFuture<T>> callback) {
        return DoneCallback.remove(this, Checks.notNull(callback, "callback"));
    }

    @Override
    public AsyncFuture<T> orTimeout(long timeout, TimeUnit unit) {
        return (AsyncFuture<T>) super.orTimeout(timeout, unit); // which is this
    }

    @Override
    public AsyncFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
        return (AsyncFuture<T>) super.completeOnTimeout(value, timeout, unit); // which is this
    }

    @Override
    public AsyncFuture<T> completeAsync(Supplier<? extends T> supplier) {
        return (AsyncFuture<T>) super.completeAsync(supplier); // which is this
    }

    @Override
    public AsyncFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        return (AsyncFuture<T>) super.completeAsync(supplier, executor); // which is this
    }

    @Override
    protected final <U extends @Nullable Object> LoopFuture<U> fresh() {
        return new AsyncFuture<>(loop());
    }

    private void requireDone(String what) {
        if (!isDone()) {
            throw new InvalidStateException(this + " must be done to have " + what + ", but is pending; await it");
        }
    }

    private InvalidStateException alreadyDone() {
        return new InvalidStateException(this + " must be pending to be completed, but is done");
    }
}
