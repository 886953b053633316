package dev.menai.interop.soak;

import dev.menai.LifoQueue;
import dev.menai.PriorityQueue;
import dev.menai.Queue;
import dev.menai.QueueProducer;
import java.util.ArrayList;
import java.util.List;

/** Items go through a queue of any kind: each that was accepted is got once, and dealt with once. */
final class QueueWorkload implements Workload {
    @Override
    public String name() {
        return "queue";
    }

    private static Queue<Integer> queue(Round round) {
        int size = round.random().nextBoolean() ? 0 : 1 + round.random().nextInt(4);
        return switch (round.random().nextInt(4)) {
            case 0 -> new LifoQueue<>(size);
            case 1 -> new PriorityQueue<>(size, Integer::compare);
            default -> new Queue<>(size);
        };
    }

    @Override
    public void play(Round round) throws Exception {
        Queue<Integer> queue = queue(round);
        int users = 1 + round.random().nextInt(4);
        Items items = new Items(users * round.steps(), users);
        List<Actor> putters = new ArrayList<>();
        List<Actor> getters = new ArrayList<>();
        boolean isCut = round.random().nextInt(8) == 0;
        QueueProducer<Integer> producer = queue.producer();
        for (int user = 0; user < users; user++) {
            putters.add(round.actor("putter", new Putting(queue, producer, items)));
            getters.add(round.actor("getter", new Getting(round, queue, items)));
        }
        round.begin();
        if (isCut) {
            dev.menai.Asyncio.await(dev.menai.Asyncio.sleep(
                    java.time.Duration.ofNanos(round.random().nextInt(3_000_000))));
            queue.shutdownNow();
        }
        round.awaitEnd(putters);
        producer.close();
        round.awaitEnd(getters);
        round.finish();
        // what was handed to somebody who was cancelled may have come back after all others had ended
        while (!queue.isEmpty()) {
            items.taken(queue.getNowait());
            queue.taskDone();
        }
        items.check(round, isCut);
        if (!queue.join().isDone()) {
            round.fail("every item that was got was dealt with, but join waits: " + queue, null);
        }
    }

    private record Putting(Queue<Integer> queue, QueueProducer<Integer> producer, Items items) implements Script {
        @Override
        public Operation<?> next(Actor actor) {
            if (actor.hasMetEnd() || !items.hasNext()) {
                return null;
            }
            return switch (actor.below(6)) {
                case 0 -> Instantly.put(queue, items);
                case 1, 2 -> producerPut();
                default -> put();
            };
        }

        private Operation<Void> put() {
            int item = items.next();
            return Operation.of("put", () -> queue.put(item), done -> items.accepted(item))
                    .inKotlin(KotlinForms.sending(queue, item, () -> items.unsure(item)))
                    .once(this::put);
        }

        private Operation<Void> producerPut() {
            int item = items.next();
            return Operation.of("producer.put", () -> producer.put(item), done -> items.accepted(item))
                    .inKotlin(KotlinForms.puttingAndAwaiting(queue, item, () -> items.unsure(item)))
                    .once(this::producerPut);
        }
    }

    private static final class Getting implements Script {
        private final Queue<Integer> queue;
        private final List<Operation<?>> operations;

        Getting(Round round, Queue<Integer> queue, Items items) {
            this.queue = queue;
            java.util.function.Consumer<Integer> taken = item -> {
                items.taken(item);
                queue.taskDone();
            };
            Operation<Integer> get = Operation.of("get", queue::get, taken).thatGoesBack();
            operations = List.of(
                    get.inKotlin(KotlinForms.receiving(queue)),
                    get.inKotlin(KotlinForms.receiving(queue)),
                    get,
                    Iterating.each(round, queue, taken),
                    Iterating.byHand(round, queue, taken),
                    Instantly.get(queue, taken));
        }

        @Override
        public Operation<?> next(Actor actor) {
            return actor.hasMetEnd() ? null : operations.get(actor.below(operations.size()));
        }
    }
}
