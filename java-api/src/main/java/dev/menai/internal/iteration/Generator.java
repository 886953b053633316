package dev.menai.internal.iteration;

import dev.menai.AsyncIterable;
import dev.menai.AsyncIterator;
import dev.menai.Asyncio;
import dev.menai.Yielder;
import dev.menai.engine.tasks.Cleanups;
import dev.menai.engine.tasks.Failures;
import dev.menai.engine.tasks.Place;
import dev.menai.function.ThrowingConsumer;
import dev.menai.internal.Checks;
import dev.menai.internal.Loops;
import org.jspecify.annotations.Nullable;

/**
 * Linear code that yields items. Iterated with {@code forEach} it runs in the task that iterates and calls
 * that; asked for items one by one it runs in a task of its own.
 */
public final class Generator<T extends @Nullable Object> implements AsyncIterable<T> {
    private final ThrowingConsumer<? super Yielder<T>, ? extends Exception> body;

    public Generator(ThrowingConsumer<? super Yielder<T>, ? extends Exception> body) {
        this.body = Checks.notNull(body, "body");
    }

    @Override
    public AsyncIterator<T> asyncIterator() {
        return new HandedOver<>(handover -> Asyncio.createTask(Loops.onBehalfOfCaller("generator"), () -> {
            Place start = Place.here("yield");
            Yielder<T> out = item -> {
                requireAt(start);
                Asyncio.await(handover.offer(item));
            };
            body.accept(out);
        }));
    }

    @Override
    public <X extends Exception> void forEach(ThrowingConsumer<? super T, X> action) throws X {
        Checks.notNull(action, "action");
        Cleanups ownCleanups = Cleanups.enter("forEach");
        Push<T> push = new Push<>(action, Place.here("forEach"));
        Throwable failure = null;
        try {
            body.accept(push);
        } catch (Throwable thrown) {
            failure = thrown;
        }
        Throwable end = ownCleanups.leave(push.ended(failure));
        if (end != null) {
            throw Checks.sneaky(end);
        }
    }

    private static void requireAt(Place start) {
        if (!start.isHere()) {
            throw new IllegalStateException("yield must be called where the generator started, but was called in "
                    + "another task or in a scope that it has entered; yield outside of timeout and taskGroup, whose "
                    + "end would hit the user of the item");
        }
    }

    /** Hands items straight to the action of a {@code forEach}. */
    private static final class Push<T extends @Nullable Object> implements Yielder<T> {
        private final ThrowingConsumer<? super T, ? extends Exception> action;
        private final Place start;
        private @Nullable Throwable stopped;

        Push(ThrowingConsumer<? super T, ? extends Exception> action, Place start) {
            this.action = action;
            this.start = start;
        }

        @Override
        public void yield(T item) {
            requireAt(start);
            if (stopped == null) {
                try {
                    action.accept(item);
                    return;
                } catch (Throwable failure) {
                    stopped = failure;
                }
            }
            throw Checks.sneaky(stopped);
        }

        /** What comes out when the generator ends with {@code failure} or, by null, normally. */
        @Nullable
        Throwable ended(@Nullable Throwable failure) {
            if (stopped == null || failure == null || failure == stopped) {
                return failure == null ? stopped : failure; // a normal end does not undo what stopped it
            }
            return Failures.joined(stopped, failure);
        }
    }
}
