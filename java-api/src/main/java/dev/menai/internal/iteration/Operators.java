package dev.menai.internal.iteration;

import dev.menai.AsyncIterable;
import dev.menai.AsyncIterator;
import dev.menai.Asyncio;
import dev.menai.Queue;
import dev.menai.Semaphore;
import dev.menai.Task;
import dev.menai.engine.tasks.AwaitSite;
import dev.menai.engine.tasks.Failures;
import dev.menai.function.ThrowingBiFunction;
import dev.menai.function.ThrowingFunction;
import dev.menai.function.ThrowingPredicate;
import dev.menai.function.ThrowingRunnable;
import dev.menai.internal.Checks;
import dev.menai.internal.lifetimes.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Generators over other sources. A chain of them runs in one task. */
public final class Operators {
    private Operators() {}

    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncIterable<R> map(
            AsyncIterable<T> source, ThrowingFunction<? super T, ? extends R, ? extends Exception> function) {
        return AsyncIterable.generate(out -> source.forEach(item -> out.yield(function.apply(item))));
    }

    public static <T extends @Nullable Object> AsyncIterable<T> filter(
            AsyncIterable<T> source, ThrowingPredicate<? super T, ? extends Exception> condition) {
        return AsyncIterable.generate(out -> source.forEach(item -> {
            if (condition.test(item)) {
                out.yield(item);
            }
        }));
    }

    public static <T extends @Nullable Object> AsyncIterable<T> take(AsyncIterable<T> source, long count) {
        return AsyncIterable.generate(out -> {
            if (count == 0) {
                return;
            }
            Stop enough = new Stop();
            long[] left = {count};
            enough.ends(() -> source.forEach(item -> {
                out.yield(item);
                if (--left[0] == 0) {
                    throw enough;
                }
            }));
        });
    }

    public static <T extends @Nullable Object> AsyncIterable<T> skip(AsyncIterable<T> source, long count) {
        return AsyncIterable.generate(out -> {
            long[] left = {count};
            source.forEach(item -> {
                if (left[0] == 0) {
                    out.yield(item);
                } else {
                    left[0]--;
                }
            });
        });
    }

    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncIterable<R> flatMap(
            AsyncIterable<T> source,
            ThrowingFunction<? super T, ? extends AsyncIterable<? extends R>, ? extends Exception> function) {
        return AsyncIterable.generate(out ->
                source.forEach(item -> Checks.notNull(function.apply(item), "what the function of flatMap returns")
                        .forEach(out::yield)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the group waits for its tasks
    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncIterable<R> mapConcurrently(
            AsyncIterable<T> source,
            int limit,
            ThrowingFunction<? super T, ? extends R, ? extends Exception> function) {
        Merging.Maker<R> maker = out -> Asyncio.taskGroup(group -> {
            Semaphore slots = new Semaphore(limit);
            Queue<Task<R>> running = new Queue<>(limit);
            group.createTask("source", () -> {
                source.forEach(item -> {
                    Asyncio.await(slots.acquire());
                    Asyncio.await(running.put(group.createTask(() -> freeing(slots, function, item))));
                });
                running.shutdown();
            });
            running.forEach(task -> out.accept(Asyncio.await(task)));
        });
        return Merging.ofMakers(List.of(maker), 1);
    }

    private static <T extends @Nullable Object, R extends @Nullable Object> R freeing(
            Semaphore slots, ThrowingFunction<? super T, ? extends R, ? extends Exception> function, T item)
            throws Exception {
        try {
            return function.apply(item);
        } finally {
            slots.release();
        }
    }

    public static <T extends @Nullable Object> AsyncIterable<List<T>> chunked(AsyncIterable<T> source, int size) {
        return AsyncIterable.generate(out -> {
            List<T> chunk = new ArrayList<>(size);
            source.forEach(item -> {
                chunk.add(item);
                if (chunk.size() == size) {
                    out.yield(new ArrayList<>(chunk));
                    chunk.clear();
                }
            });
            if (!chunk.isEmpty()) {
                out.yield(chunk);
            }
        });
    }

    public static <T extends @Nullable Object, U extends @Nullable Object, R extends @Nullable Object>
            AsyncIterable<R> zip(
                    AsyncIterable<T> source,
                    AsyncIterable<? extends U> other,
                    ThrowingBiFunction<? super T, ? super U, ? extends R, ? extends Exception> combiner) {
        return AsyncIterable.generate(out -> {
            Stop atEnd = new Stop();
            AsyncIterator<? extends U> others = other.asyncIterator();
            Resources.closingRun(
                    () -> Asyncio.await(others.close()),
                    () -> atEnd.ends(() -> source.forEach(item -> {
                        if (!Asyncio.await(others.advance())) {
                            throw atEnd;
                        }
                        out.yield(combiner.apply(item, others.current()));
                    })));
        });
    }

    public static <T extends @Nullable Object> AsyncIterable<T> timeout(AsyncIterable<T> source, Duration limit) {
        return AsyncIterable.generate(out -> {
            AsyncIterator<T> items = source.asyncIterator();
            Resources.closingRun(() -> Asyncio.await(items.close()), () -> {
                while (Asyncio.await(Asyncio.waitFor(items.advance(), limit))) {
                    out.yield(items.current());
                }
            });
        });
    }

    /** Ends the iteration over a source from inside: it cleans up as after a cancellation. */
    private static final class Stop extends CancellationException {
        private static final long serialVersionUID = 1L;

        Stop() {
            super("no further items are wanted");
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // does nothing
        public Throwable fillInStackTrace() {
            return this;
        }

        <X extends Exception> void ends(ThrowingRunnable<X> step) throws X {
            try {
                step.run();
            } catch (Stop stop) {
                if (stop != this) {
                    throw stop;
                }
                throwBrought();
            }
        }

        /** What failed while the source cleaned up, a cancellation before all, is not ended with the iteration. */
        private void throwBrought() {
            Throwable out = null;
            for (Throwable brought : getSuppressed()) {
                out = brought instanceof AwaitSite ? out : Failures.joined(out, brought);
            }
            if (out != null) {
                throw Checks.sneaky(out);
            }
        }
    }
}
