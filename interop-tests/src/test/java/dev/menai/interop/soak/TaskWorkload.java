package dev.menai.interop.soak;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTask;
import static dev.menai.Asyncio.currentTask;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.sleep;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bodies that end with a value, a failure or a cancellation, after waiting or not: each that began ends once, and what it
 * ended with is what those see who wait for it.
 */
final class TaskWorkload implements Workload {
    @Override
    public String name() {
        return "tasks";
    }

    @Override
    public void play(Round round) throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        List<Operation<?>> operations = List.of(
                body(round, begun, ended, "value", 1, () -> {}),
                body(round, begun, ended, "turn", 2, () -> await(sleep(Duration.ZERO))),
                body(round, begun, ended, "turns", 4, () -> {
                    await(sleep(Duration.ZERO));
                    await(createTask(() -> await(sleep(Duration.ZERO))));
                }),
                body(round, begun, ended, "nap", 2, () -> await(sleep(Duration.ofNanos(30_000)))),
                body(round, begun, ended, "gather", 5, () -> {
                    Object both = await(gather(createTask(() -> await(sleep(Duration.ZERO, 1))), createTask(() -> 2)));
                    if (!both.equals(List.of(1, 2))) {
                        round.fail("gather gave " + both, null);
                    }
                }),
                body(round, begun, ended, "failure", 2, () -> {
                    await(sleep(Duration.ZERO));
                    throw new Deliberate();
                }),
                body(round, begun, ended, "cancellation", 2, () -> {
                    await(sleep(Duration.ZERO));
                    throw new CancellationException("by itself");
                }),
                body(round, begun, ended, "cancel of itself", 3, () -> {
                    currentTask().cancel();
                    await(sleep(Duration.ZERO));
                }),
                Operation.of("sleep", () -> sleep(Duration.ZERO), done -> {}),
                Operation.of("nap", () -> sleep(Duration.ofNanos(20_000)), done -> {}));
        int users = 2 + round.random().nextInt(7);
        for (int user = 0; user < users; user++) {
            AtomicInteger left = new AtomicInteger(round.steps());
            round.actor(
                    "user",
                    actor -> left.getAndDecrement() > 0 ? operations.get(actor.below(operations.size())) : null);
        }
        round.begin();
        round.awaitEnd(round.actors());
        round.finish();
        round.check(() -> begun.get() == ended.get(), () -> begun + " bodies began, but " + ended + " ended");
    }

    private interface Step {
        void run() throws Exception;
    }

    /** A body that does {@code step} between its beginning and its end, and then returns its number. */
    private static Operation<Integer> body(
            Round round, AtomicInteger begun, AtomicInteger ended, String name, int words, Step step) {
        return Operation.<Integer>ofBody(
                        name,
                        round,
                        () -> {
                            int number = begun.incrementAndGet();
                            try {
                                step.run();
                            } finally {
                                ended.incrementAndGet();
                            }
                            return number;
                        },
                        number -> {
                            if (number < 1 || number > begun.get()) {
                                round.fail("a body that nobody began has ended with " + number, null);
                            }
                        })
                .counting(words);
    }
}
