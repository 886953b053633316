package dev.menai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.support.Programs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Random operations on a bounded queue, beside a model that is too simple to be wrong. */
class QueueModelTest {
    private static final int SEQUENCES = 300;
    private static final int OPERATIONS = 200;

    /** What a queue does, said with lists: those who wait are futures that are served from the front. */
    private static final class Model {
        private final int maxsize;
        private final ArrayDeque<Integer> items = new ArrayDeque<>();
        private final ArrayDeque<CompletableFuture<Integer>> getters = new ArrayDeque<>();
        private final ArrayDeque<Integer> waitingItems = new ArrayDeque<>();
        private final ArrayDeque<CompletableFuture<Void>> putters = new ArrayDeque<>();

        Model(int maxsize) {
            this.maxsize = maxsize;
        }

        CompletableFuture<Void> put(int item) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            putters.add(done);
            waitingItems.add(item);
            settle();
            return done;
        }

        CompletableFuture<Integer> get() {
            CompletableFuture<Integer> done = new CompletableFuture<>();
            getters.add(done);
            settle();
            return done;
        }

        void cancelGet(CompletableFuture<Integer> getter) {
            getter.cancel(false);
            getters.remove(getter);
        }

        void cancelPut(CompletableFuture<Void> putter) {
            int at = new ArrayList<>(putters).indexOf(putter);
            if (at >= 0) {
                putter.cancel(false);
                putters.remove(putter);
                List<Integer> left = new ArrayList<>(waitingItems);
                left.remove(at);
                waitingItems.clear();
                waitingItems.addAll(left);
            }
        }

        private void settle() {
            boolean isMoving = true;
            while (isMoving) {
                isMoving = false;
                if (!getters.isEmpty() && !items.isEmpty()) {
                    getters.poll().complete(items.poll());
                    isMoving = true;
                }
                if (!putters.isEmpty() && items.size() < maxsize) {
                    items.add(waitingItems.poll());
                    putters.poll().complete(null);
                    isMoving = true;
                }
            }
        }
    }

    @Test
    void aQueueDoesWhatTheModelDoes() {
        for (long seed = 1; seed <= SEQUENCES; seed++) {
            long own = seed;
            Programs.run(() -> compare(own));
        }
    }

    private static void compare(long seed) {
        Random random = new Random(seed);
        int maxsize = 1 + random.nextInt(4);
        Queue<Integer> queue = new Queue<>(maxsize);
        Model model = new Model(maxsize);
        List<CompletableFuture<Integer>> gets = new ArrayList<>();
        List<CompletableFuture<Integer>> modelGets = new ArrayList<>();
        List<CompletableFuture<Void>> puts = new ArrayList<>();
        List<CompletableFuture<Void>> modelPuts = new ArrayList<>();
        for (int operation = 0; operation < OPERATIONS; operation++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    puts.add(queue.put(operation));
                    modelPuts.add(model.put(operation));
                }
                case 2, 3 -> {
                    gets.add(queue.get());
                    modelGets.add(model.get());
                }
                default -> cancelOne(random, model, gets, modelGets, puts, modelPuts);
            }
            assertThat(queue.size()).as("seed %d", seed).isEqualTo(model.items.size());
            assertSame(seed, gets, modelGets);
            assertSame(seed, puts, modelPuts);
        }
    }

    private static void cancelOne(
            Random random,
            Model model,
            List<CompletableFuture<Integer>> gets,
            List<CompletableFuture<Integer>> modelGets,
            List<CompletableFuture<Void>> puts,
            List<CompletableFuture<Void>> modelPuts) {
        if (random.nextBoolean() && !gets.isEmpty()) {
            int at = random.nextInt(gets.size());
            if (!gets.get(at).isDone()) {
                gets.get(at).cancel(false);
                model.cancelGet(modelGets.get(at));
            }
        } else if (!puts.isEmpty()) {
            int at = random.nextInt(puts.size());
            if (!puts.get(at).isDone()) {
                puts.get(at).cancel(false);
                model.cancelPut(modelPuts.get(at));
            }
        }
    }

    private static <T> void assertSame(long seed, List<CompletableFuture<T>> ours, List<CompletableFuture<T>> theirs) {
        for (int at = 0; at < ours.size(); at++) {
            CompletableFuture<T> one = ours.get(at);
            CompletableFuture<T> other = theirs.get(at);
            assertThat(one.isDone()).as("seed %d, operation %d", seed, at).isEqualTo(other.isDone());
            assertThat(one.isCancelled()).as("seed %d, operation %d", seed, at).isEqualTo(other.isCancelled());
            if (one.isDone() && !one.isCancelled()) {
                assertThat(one.join()).as("seed %d, operation %d", seed, at).isEqualTo(other.join());
            }
        }
    }
}
