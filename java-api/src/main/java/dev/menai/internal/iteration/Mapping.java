package dev.menai.internal.iteration;

import dev.menai.Context;
import dev.menai.TaskGroup;
import dev.menai.engine.tasks.StageValues;
import dev.menai.function.ThrowingFunction;
import dev.menai.internal.Checks;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Applies a function to many items, so many at a time: as many tasks take one item after the other. */
public final class Mapping<A extends @Nullable Object, R extends @Nullable Object> {
    private final List<A> items;
    private final ThrowingFunction<? super A, ? extends R, ?> function;
    private final int limit;
    private final Object[] results;
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean areAllStarted;
    private final AtomicReference<@Nullable CancellationException> cancelled = new AtomicReference<>();

    @SuppressWarnings("unchecked") // the array is of the collection's items
    public Mapping(Collection<? extends A> items, int limit, ThrowingFunction<? super A, ? extends R, ?> function) {
        this.items = (List<A>) Arrays.asList(Checks.notNull(items, "items").toArray());
        this.limit = limit;
        this.function = Checks.notNull(function, "function");
        results = new Object[this.items.size()];
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the group waits for its tasks
    public void start(TaskGroup group) {
        for (int worker = Math.min(limit, items.size()); worker > 0 && cancelled.get() == null; worker--) {
            group.createTask(() -> work(group));
        }
        areAllStarted = true;
        if (cancelled.get() != null) {
            group.cancel();
        }
    }

    @SuppressWarnings("NullAway") // a result is null where R allows it
    private void work(TaskGroup group) throws Exception {
        try {
            for (int at = next.getAndIncrement(); at < results.length; at = next.getAndIncrement()) {
                results[at] = StageValues.noticed(function, inItsOwnContext(items.get(at)));
            }
        } catch (CancellationException cancellation) {
            // no failure to the group, but without a result for the item there is none for the whole
            cancelled.compareAndSet(null, cancellation);
            if (areAllStarted) {
                group.cancel(); // not before: the group would refuse the others
            }
            throw cancellation;
        }
    }

    /** In a copy of the context of the worker, which has that of the caller: what it sets is not for the next item. */
    private R inItsOwnContext(A item) throws Exception {
        return Context.copy().<R, Exception>run(() -> function.apply(item));
    }

    /** Returns the results in the order of the items, when all tasks have ended. */
    @SuppressWarnings("unchecked") // filled with results of the function
    public List<R> results() {
        CancellationException cancellation = cancelled.get();
        if (cancellation != null) {
            throw cancellation;
        }
        return (List<R>) Arrays.asList(results);
    }
}
