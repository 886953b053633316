package dev.menai.internal.iteration;

import dev.menai.AsyncIterable;
import dev.menai.Asyncio;
import dev.menai.ReturnWhen;
import dev.menai.Task;
import dev.menai.Yielder;
import dev.menai.internal.Checks;
import dev.menai.internal.lifetimes.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makers of items that run in tasks of their own and put the items into one buffer. */
public final class Merging<T extends @Nullable Object> {
    private final Buffer<T> buffer;
    private final List<Task<?>> tasks = new ArrayList<>();
    private @Nullable Throwable thrown;

    /** Makes items and hands each to where it goes, which may wait; called in a task of its own. */
    interface Maker<T extends @Nullable Object> {
        void make(Consumer<? super T> out) throws Exception;
    }

    private Merging(Buffer<T> buffer) {
        this.buffer = buffer;
    }

    public static <T extends @Nullable Object> AsyncIterable<T> of(
            List<? extends AsyncIterable<? extends T>> sources, int capacity) {
        List<Maker<T>> makers = new ArrayList<>();
        sources.forEach(source -> makers.add(out -> source.forEach(out::accept)));
        return ofMakers(makers, capacity);
    }

    static <T extends @Nullable Object> AsyncIterable<T> ofMakers(List<Maker<T>> makers, int capacity) {
        return AsyncIterable.generate(out -> new Merging<T>(new Buffer<>(capacity, makers.size())).run(makers, out));
    }

    private void run(List<Maker<T>> makers, Yielder<T> out) throws Exception {
        Resources.closingRun(this::close, () -> {
            for (Maker<T> maker : makers) {
                Task<?> task = Asyncio.createTask("source", () -> {
                    maker.make(item -> Asyncio.await(buffer.put(item)));
                });
                tasks.add(task);
                task.addDoneCallback(this::sourceEnded);
            }
            try {
                while (Asyncio.await(buffer.advance())) {
                    out.yield(buffer.current());
                }
            } catch (Throwable failure) {
                thrown = failure;
                throw failure;
            }
        });
    }

    private void sourceEnded(dev.menai.AsyncFuture<?> task) {
        buffer.ended(task.isCompletedExceptionally() ? dev.menai.engine.tasks.Outcome.failureOf(task) : null);
    }

    /** Ends the sources and waits for them, whatever happens meanwhile; throws what they failed with in their end. */
    private void close() {
        CancellationException cancellation = null;
        tasks.forEach(Task::cancel);
        buffer.close(); // what a source makes that goes on all the same would be taken by nobody
        boolean areDone = tasks.isEmpty();
        while (!areDone) {
            try {
                Asyncio.await(Asyncio.wait(tasks, ReturnWhen.ALL_COMPLETED));
                areDone = true;
            } catch (CancellationException again) {
                tasks.forEach(Task::cancel);
                cancellation = again;
            }
        }
        Throwable out = cancellation;
        for (Task<?> task : tasks) {
            Throwable failure = task.isCancelled() ? null : task.exception();
            if (failure != null && failure != thrown) {
                out = dev.menai.engine.tasks.Failures.joined(out, failure);
            }
        }
        if (out != null) {
            throw Checks.sneaky(out);
        }
    }
}
