package dev.menai.interop.soak;

import static dev.menai.Asyncio.sleep;

import dev.menai.Queue;
import dev.menai.QueueFullException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Operations of queues that never wait; whoever does them lets others go on afterwards. */
final class Instantly {
    private Instantly() {}

    static Operation<Void> put(Queue<Integer> queue, Items items) {
        return Operation.of(
                "putNowait",
                () -> {
                    int item = items.next();
                    try {
                        queue.putNowait(item);
                        items.accepted(item);
                    } catch (QueueFullException full) {
                        // the item was not accepted, as the books say
                        return sleep(Duration.ZERO);
                    }
                    return CompletableFuture.completedFuture(null);
                },
                done -> {});
    }

    static Operation<Void> get(Queue<Integer> queue, Consumer<Integer> taken) {
        return Operation.of(
                "getNowait",
                () -> {
                    if (queue.isEmpty()) {
                        return sleep(Duration.ZERO);
                    }
                    taken.accept(queue.getNowait());
                    return CompletableFuture.completedFuture(null);
                },
                done -> {});
    }
}
