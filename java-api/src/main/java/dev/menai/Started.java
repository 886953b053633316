package dev.menai;

import dev.menai.engine.loop.Fatal;
import dev.menai.function.ThrowingConsumer;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** How a task that was made by {@link TaskGroup#start} says that it is ready. Thread-safe. */
public final class Started<R extends @Nullable Object> {
    private final AsyncFuture<R> readiness;

    Started(AsyncFuture<R> readiness) {
        this.readiness = readiness;
    }

    /**
     * Lets what started this task go on, with {@code value}.
     *
     * @throws InvalidStateException when called a second time
     */
    public void ready(R value) {
        if (!readiness.complete(value) && !readiness.isCancelled()) {
            throw new InvalidStateException("ready must be called once, but was called again with " + value);
        }
    }

    /** Runs the body of the task; what fails before it is ready fails the readiness alone. */
    void run(ThrowingConsumer<? super Started<R>, ? extends Exception> body) throws Exception {
        try {
            body.accept(this);
        } catch (CancellationException cancelled) {
            readiness.cancel(cancelled.getMessage());
            throw cancelled;
        } catch (Throwable failure) {
            if (Fatal.errorIn(failure) != null || !readiness.completeExceptionally(failure)) {
                throw failure;
            }
        }
        if (!readiness.isDone()) {
            readiness.setException(new InvalidStateException(
                    "a task that is started must call ready() before it ends, but it ended without"));
        }
    }
}
