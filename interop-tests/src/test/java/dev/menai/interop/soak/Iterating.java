package dev.menai.interop.soak;

import static dev.menai.Asyncio.await;

import dev.menai.AsyncIterable;
import dev.menai.AsyncIterator;
import dev.menai.Each;
import java.util.function.Consumer;

/** Some items of something that can be iterated over, in all forms; whoever stops early leaves the rest to others. */
final class Iterating {
    private static final int MOST = 5;

    private Iterating() {}

    static Operation<Void> each(Round round, AsyncIterable<Integer> source, Consumer<Integer> taken) {
        return Operation.<Void>ofBody(
                        "each",
                        round,
                        () -> {
                            int count = 0;
                            try (Each<Integer> items = dev.menai.Asyncio.each(source)) {
                                for (int item : items) {
                                    taken.accept(item);
                                    if (++count == MOST) {
                                        break;
                                    }
                                }
                            }
                            return null;
                        },
                        done -> {})
                .inKotlin(KotlinForms.collecting(source, taken, MOST));
    }

    static Operation<Void> byHand(Round round, AsyncIterable<Integer> source, Consumer<Integer> taken) {
        return Operation.ofBody(
                "advance",
                round,
                () -> {
                    AsyncIterator<Integer> items = source.asyncIterator();
                    try {
                        for (int count = 0; count < MOST && await(items.advance()); count++) {
                            taken.accept(items.current());
                        }
                    } finally {
                        await(items.close());
                    }
                    return null;
                },
                done -> {});
    }
}
