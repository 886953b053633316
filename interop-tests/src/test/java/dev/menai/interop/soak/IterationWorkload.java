package dev.menai.interop.soak;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;

import dev.menai.AsyncIterable;
import dev.menai.Each;
import dev.menai.kotlin.Flows;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Generators, through operators, publishers and flows: whoever iterates sees each item once and in order, up to where he
 * stops; and every generator that began has cleaned up once.
 */
final class IterationWorkload implements Workload {
    private static final int ITEMS = 8;

    @Override
    public String name() {
        return "iteration";
    }

    @Override
    public void play(Round round) throws Exception {
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        AsyncIterable<Integer> numbers = AsyncIterable.generate(out -> {
            opened.incrementAndGet();
            try {
                for (int item = 0; item < ITEMS; item++) {
                    if (item % 3 == 1) {
                        await(sleep(Duration.ZERO));
                    }
                    out.yield(item);
                }
            } finally {
                closed.incrementAndGet();
            }
        });
        List<Operation<?>> operations = List.of(
                inOrder(round, "each", numbers, ITEMS),
                inOrder(round, "each until a break", numbers, 3),
                inOrder(round, "map", numbers.map(item -> await(sleep(Duration.ZERO, item))), ITEMS),
                inOrder(round, "filter", numbers.filter(item -> item < 5), 5),
                inOrder(round, "take", numbers.take(4), 4),
                inOrder(round, "buffer", numbers.buffer(2), ITEMS),
                inOrder(round, "buffer until a break", numbers.buffer(3), 2),
                inOrder(round, "timeout", numbers.timeout(Duration.ofSeconds(60)), ITEMS),
                inOrder(round, "zip", numbers.zip(numbers, (first, second) -> first == second ? first : -1), ITEMS),
                inOrder(round, "publisher", AsyncIterable.fromPublisher(numbers.toPublisher()), ITEMS),
                inOrder(round, "publisher until a break", AsyncIterable.fromPublisher(numbers.toPublisher()), 3),
                inOrder(round, "flow", Flows.items(Flows.flow(numbers)), ITEMS),
                inOrder(round, "flow until a break", Flows.items(Flows.flow(numbers)), 2),
                merged(round, numbers),
                chunked(round, numbers));
        int users = 2 + round.random().nextInt(5);
        for (int user = 0; user < users; user++) {
            AtomicInteger left = new AtomicInteger(round.steps() / 4);
            round.actor(
                    "reader",
                    actor -> left.getAndDecrement() > 0 ? operations.get(actor.below(operations.size())) : null);
        }
        round.begin();
        round.awaitEnd(round.actors());
        round.finish();
        round.check(
                () -> opened.get() == closed.get(), () -> opened + " generators began, but " + closed + " cleaned up");
    }

    /** Reads {@code count} items, which must be the numbers from 0 on; stops there, or at the end. */
    private static Operation<Void> inOrder(Round round, String name, AsyncIterable<Integer> source, int count) {
        return Operation.<Void>ofBody(
                        name,
                        round,
                        () -> {
                            int expected = 0;
                            try (Each<Integer> items = dev.menai.Asyncio.each(source)) {
                                for (int item : items) {
                                    if (item != expected++) {
                                        round.fail(name + ": item " + item + " came in place " + (expected - 1), null);
                                    }
                                    if (expected == count) {
                                        break;
                                    }
                                }
                            }
                            if (expected != count) {
                                round.fail(name + ": " + count + " items were to come, but only " + expected, null);
                            }
                            return null;
                        },
                        done -> {})
                .inKotlin(KotlinForms.collectingInOrder(source, count, wrong -> round.fail(name + ": " + wrong, null)))
                .counting(1 + count);
    }

    private static Operation<Integer> merged(Round round, AsyncIterable<Integer> numbers) {
        return Operation.ofBody(
                        "merge",
                        round,
                        () -> AsyncIterable.merge(numbers, numbers).toList().size(),
                        size -> requireSize(round, "merge", size, 2 * ITEMS))
                .counting(1 + 2 * ITEMS);
    }

    private static Operation<Integer> chunked(Round round, AsyncIterable<Integer> numbers) {
        return Operation.ofBody(
                        "chunked",
                        round,
                        () -> numbers.chunked(3).toList().size(),
                        size -> requireSize(round, "chunked", size, (ITEMS + 2) / 3))
                .counting(1 + ITEMS);
    }

    private static void requireSize(Round round, String what, int size, int expected) {
        if (size != expected) {
            round.fail(what + ": " + expected + " items were to come, but there were " + size, null);
        }
    }
}
