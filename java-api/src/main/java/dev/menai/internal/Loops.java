package dev.menai.internal;

import dev.menai.AsyncFuture;
import dev.menai.EventLoop;
import dev.menai.Task;
import dev.menai.TaskOptions;
import dev.menai.engine.loop.Loop;
import dev.menai.engine.loop.ThreadState;
import dev.menai.engine.tasks.Futures;
import dev.menai.engine.tasks.Handing;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The loop that the calling code works with. */
public final class Loops {
    private Loops() {}

    /** Returns the running loop, else the one that sent blocking work to this thread, else the shared one. */
    public static EventLoop current() {
        return of(ThreadState.current().getOwnLoop());
    }

    public static EventLoop of(Loop engine) {
        return engine.facade instanceof EventLoop loop ? loop : EventLoop.shared();
    }

    public static <T extends @Nullable Object> AsyncFuture<T> newFuture() {
        return current().createFuture();
    }

    /**
     * Returns a future that depends on {@code stages}: of the loop that the calling code works with; where there is none, of
     * the one loop that all of them belong to.
     */
    public static <T extends @Nullable Object> AsyncFuture<T> newFuture(CompletionStage<?>... stages) {
        return of(Futures.loopFor(stages)).createFuture();
    }

    /** Returns a future that is done, with {@code value}. */
    public static <T extends @Nullable Object> AsyncFuture<T> done(T value) {
        AsyncFuture<T> future = newFuture();
        Futures.begin(future, value);
        return future;
    }

    /** As {@link #done(Object)}, for a value that {@code origin} takes back from a future that cannot take it. */
    public static <T extends @Nullable Object> AsyncFuture<T> done(T value, Handing origin) {
        AsyncFuture<T> future = done(value);
        Futures.handedBy(future, origin);
        return future;
    }

    /**
     * Returns options for a task that does something for the calling one, in its very context; in a copy for a coroutine that
     * has elements of its own.
     */
    public static TaskOptions onBehalfOfCaller(String name) {
        TaskOptions options = TaskOptions.named(name);
        Task<?> caller = current().currentTask();
        return caller == null || !ThreadState.current().hasElementsOfTask()
                ? options
                : options.withContext(caller.context());
    }
}
