package dev.menai.internal.groups;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Stages, sorted by whether they are done at the moment at which somebody looks for the first time: not before, since what is
 * called pending may end while the task that waits is on its way. Thread-safe.
 */
final class Sorted<F> {
    private final Map<F, CompletableFuture<?>> futures;
    private @Nullable Set<F> done;
    private @Nullable Set<F> pending;

    Sorted(Map<F, CompletableFuture<?>> futures) {
        this.futures = futures;
    }

    Set<F> done() {
        return new Part(true);
    }

    Set<F> pending() {
        return new Part(false);
    }

    private synchronized Set<F> part(boolean isDone) {
        Set<F> known = isDone ? done : pending;
        if (known != null) {
            return known;
        }
        Set<F> ended = new LinkedHashSet<>();
        Set<F> others = new LinkedHashSet<>();
        futures.forEach((stage, future) -> (future.isDone() ? ended : others).add(stage));
        done = ended;
        pending = others;
        return isDone ? ended : others;
    }

    private final class Part extends AbstractSet<F> {
        private final boolean isDone;

        Part(boolean isDone) {
            this.isDone = isDone;
        }

        @Override
        public Iterator<F> iterator() {
            Iterator<F> stages = part(isDone).iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return stages.hasNext();
                }

                @Override
                public F next() {
                    return stages.next();
                }
            };
        }

        @Override
        public int size() {
            return part(isDone).size();
        }

        @Override
        public boolean contains(@Nullable Object stage) {
            return part(isDone).contains(stage);
        }
    }
}
