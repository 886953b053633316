package dev.menai;

import dev.menai.engine.tasks.Awaiting;
import dev.menai.function.ThrowingBiFunction;
import dev.menai.function.ThrowingConsumer;
import dev.menai.function.ThrowingFunction;
import dev.menai.function.ThrowingPredicate;
import dev.menai.internal.Checks;
import dev.menai.internal.iteration.Generator;
import dev.menai.internal.iteration.Items;
import dev.menai.internal.iteration.Merging;
import dev.menai.internal.iteration.Operators;
import dev.menai.internal.iteration.PublishedItems;
import dev.menai.internal.iteration.Publishing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Collector;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Items that come one after the other, and may have to be waited for: what {@code async for} goes over.
 *
 * <pre>{@code
 * AsyncIterable<Order> orders = AsyncIterable.generate(out -> {
 *     for (int page = 1; page <= lastPage; page++) {
 *         for (Order order : loadOrders(page)) { // of the next page only when one of them is asked for
 *             out.yield(order);
 *         }
 *     }
 * });
 * for (Order order : each(orders.filter(Order::isOpen).take(10))) {
 *     pack(order);
 * }
 * }</pre>
 *
 * <ul>
 *   <li>Nothing runs before somebody iterates, and each iteration starts anew, unless the source can be used only once.
 *   <li>What makes the items goes on only when the next one is asked for; {@link #buffer} lets it run ahead.
 *   <li>Its failure is thrown where the next item would be. Stopping early lets it clean up. Cancelling the task that
 *       iterates cancels it.
 *   <li>Items may be null.
 * </ul>
 *
 * <p>{@link #forEach}, {@link #toList} and {@link #collect} run in a coroutine body, where they stand. The functions
 * given to operators may await.
 */
public interface AsyncIterable<T extends @Nullable Object> {
    /** Begins an iteration; nothing runs before its first {@code advance}. */
    AsyncIterator<T> asyncIterator();

    // sources

    /** Returns what {@code body} yields. It is linear code that may await; it runs anew for each iteration. */
    static <T extends @Nullable Object> AsyncIterable<T> generate(
            ThrowingConsumer<? super Yielder<T>, ? extends Exception> body) {
        return new Generator<>(body);
    }

    /** Returns the given items. */
    @SafeVarargs
    @SuppressWarnings("varargs") // copied
    static <T extends @Nullable Object> AsyncIterable<T> of(T... items) {
        return from(Arrays.asList(items.clone()));
    }

    /** Returns the items of {@code source}. */
    static <T extends @Nullable Object> AsyncIterable<T> from(Iterable<? extends T> source) {
        Checks.notNull(source, "source");
        return new Items<>(source::iterator, () -> {});
    }

    /** Returns the items of {@code source}, which can be iterated once and is closed at the end. */
    static <T extends @Nullable Object> AsyncIterable<T> fromStream(Stream<? extends T> source) {
        Checks.notNull(source, "source");
        return new Items<>(source::iterator, source::close);
    }

    /** Returns the items of {@code publisher}, each requested when it is asked for. */
    static <T> AsyncIterable<T> fromPublisher(Flow.Publisher<? extends T> publisher) {
        Checks.notNull(publisher, "publisher");
        return () -> new PublishedItems<>(publisher);
    }

    /**
     * Returns the items of all {@code sources} as they come. Each source runs in a task of its own, in a copy of the
     * context, and may be one item ahead; the first failure ends them all.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // copied
    static <T extends @Nullable Object> AsyncIterable<T> merge(AsyncIterable<? extends T>... sources) {
        Checks.noneNull(sources, "sources");
        return Merging.of(List.of(sources), 1);
    }

    // using the items

    /**
     * Calls {@code action} with each item, in the calling body's own task. What it throws ends the iteration.
     *
     * @throws IllegalStateException outside a coroutine body
     */
    default <X extends Exception> void forEach(ThrowingConsumer<? super T, X> action) throws X {
        Checks.notNull(action, "action");
        Awaiting.requireBody("forEach");
        try (Each<T> items = Asyncio.each(this)) {
            for (T item : items) {
                action.accept(item);
            }
        }
    }

    /** Returns all items. */
    default List<T> toList() {
        Awaiting.requireBody("toList");
        List<T> items = new ArrayList<>();
        forEach(items::add);
        return items;
    }

    /** Returns what {@code step} makes of {@code first} and the first item, of that and the second one, and so on. */
    default <R extends @Nullable Object, X extends Exception> R reduce(
            R first, ThrowingBiFunction<? super R, ? super T, ? extends R, X> step) throws X {
        Checks.notNull(step, "step");
        Awaiting.requireBody("reduce");
        R sum = first;
        try (Each<T> items = Asyncio.each(this)) {
            for (T item : items) {
                sum = step.apply(sum, item);
            }
        }
        return sum;
    }

    /** Returns what {@code collector} makes of the items. */
    default <A, R extends @Nullable Object> R collect(Collector<? super T, A, R> collector) {
        Awaiting.requireBody("collect");
        A container = collector.supplier().get();
        forEach(item -> collector.accumulator().accept(container, item));
        return collector.finisher().apply(container);
    }

    /**
     * Returns a publisher of the items. Each subscription iterates in a task of its own, on the loop of the
     * code that subscribes.
     */
    @SuppressWarnings("NullAway") // null items fail the subscription
    default Flow.Publisher<T> toPublisher() {
        return new Publishing<>(this);
    }

    // operators

    /** Returns what {@code function} makes of each item. */
    default <R extends @Nullable Object> AsyncIterable<R> map(
            ThrowingFunction<? super T, ? extends R, ? extends Exception> function) {
        return Operators.map(this, Checks.notNull(function, "function"));
    }

    /** Returns the items for which {@code condition} holds. */
    default AsyncIterable<T> filter(ThrowingPredicate<? super T, ? extends Exception> condition) {
        return Operators.filter(this, Checks.notNull(condition, "condition"));
    }

    /** Returns the first {@code count} items at the most; the source is closed after them. */
    default AsyncIterable<T> take(long count) {
        return Operators.take(this, Checks.notNegative(count, "count"));
    }

    /** Returns the items after the first {@code count}. */
    default AsyncIterable<T> skip(long count) {
        return Operators.skip(this, Checks.notNegative(count, "count"));
    }

    /** Returns the items of what {@code function} makes of each item, one source after the other. */
    default <R extends @Nullable Object> AsyncIterable<R> flatMap(
            ThrowingFunction<? super T, ? extends AsyncIterable<? extends R>, ? extends Exception> function) {
        return Operators.flatMap(this, Checks.notNull(function, "function"));
    }

    /**
     * As {@link #map}, for {@code limit} items at a time, each in a task of its own; the results keep the order of the items.
     * What makes the items runs in a task of its own as well, and may be {@code limit} items ahead.
     *
     * <p>If {@code function} or the source fails, the iteration fails with an {@link ExceptionGroup}, and the others are
     * cancelled.
     */
    default <R extends @Nullable Object> AsyncIterable<R> mapConcurrently(
            int limit, ThrowingFunction<? super T, ? extends R, ? extends Exception> function) {
        return Operators.mapConcurrently(this, Checks.positive(limit, "limit"), Checks.notNull(function, "function"));
    }

    /** Returns the items in lists of {@code size}; the last one may be shorter. */
    default AsyncIterable<List<T>> chunked(int size) {
        return Operators.chunked(this, Checks.positive(size, "size"));
    }

    /** Returns pairs of items, as {@code combiner} combines them, until one of the two is at its end. */
    default <U extends @Nullable Object, R extends @Nullable Object> AsyncIterable<R> zip(
            AsyncIterable<? extends U> other,
            ThrowingBiFunction<? super T, ? super U, ? extends R, ? extends Exception> combiner) {
        return Operators.zip(this, Checks.notNull(other, "other"), Checks.notNull(combiner, "combiner"));
    }

    /**
     * Returns the same items, made by a task of its own, in a copy of the context, which may run {@code capacity} items
     * ahead.
     */
    default AsyncIterable<T> buffer(int capacity) {
        return Merging.of(List.of(this), Checks.positive(capacity, "capacity"));
    }

    /** Returns the same items; fails with a {@link TimeoutException} when one takes longer than {@code limit}. */
    default AsyncIterable<T> timeout(Duration limit) {
        return Operators.timeout(this, Checks.notNull(limit, "limit"));
    }
}
