package dev.menai.internal;

import dev.menai.AsyncIterable;
import dev.menai.Asyncio;
import dev.menai.ReturnWhen;
import dev.menai.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sources that run in tasks of their own and put their items into one buffer. */
public final class Merging {
    private Merging() {}

    public static <T extends @Nullable Object> AsyncIterable<T> of(
            List<? extends AsyncIterable<? extends T>> sources, int capacity) {
        return AsyncIterable.generate(out -> {
            Buffer<T> buffer = new Buffer<>(capacity, sources.size());
            List<Task<?>> tasks = new ArrayList<>();
            Resources.closingRun(() -> cancelAndWait(tasks), () -> {
                for (AsyncIterable<? extends T> source : sources) {
                    tasks.add(Asyncio.createTask(Loops.onBehalfOfCaller("source"), () -> fill(buffer, source)));
                }
                while (Asyncio.await(buffer.advance())) {
                    out.yield(buffer.current());
                }
            });
        });
    }

    private static <T extends @Nullable Object> void fill(Buffer<T> buffer, AsyncIterable<? extends T> source) {
        try {
            source.forEach(item -> Asyncio.await(buffer.put(item)));
            buffer.ended(null);
        } catch (Throwable failure) {
            buffer.ended(failure);
        }
    }

    private static void cancelAndWait(List<Task<?>> tasks) {
        tasks.forEach(Task::cancel);
        if (!tasks.isEmpty()) {
            Asyncio.await(Asyncio.wait(tasks, ReturnWhen.ALL_COMPLETED));
        }
    }
}
