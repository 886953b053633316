package dev.menai.interop.soak;

import static dev.menai.Asyncio.asCompleted;
import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.createTaskFrom;
import static dev.menai.Asyncio.each;
import static dev.menai.Asyncio.ensureFuture;
import static dev.menai.Asyncio.gather;
import static dev.menai.Asyncio.gatherOutcomes;
import static dev.menai.Asyncio.shield;
import static dev.menai.Asyncio.sleep;
import static dev.menai.Asyncio.timeout;
import static dev.menai.Asyncio.waitFor;

import dev.menai.Asyncio;
import dev.menai.Coroutine;
import dev.menai.Each;
import dev.menai.EventLoop;
import dev.menai.kotlin.Suspend;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Futures that are no loop's, waited for in every form: who gets a value gets the right one; a future that the last one who
 * counts on it leaves is cancelled, with {@code cancel(true)}, and one that is only looked at is not.
 */
final class ForeignWorkload implements Workload {
    /** What becomes of a future when the one who waits for it is cancelled. */
    private enum Fate {
        CANCELLED,
        LEFT_ALONE
    }

    /** How a body waits for it; returns its value. */
    private interface Form {
        int wait(Foreign future, Duration limit) throws Exception;
    }

    /** A future as another library makes it, which notes how it is cancelled. */
    private static final class Foreign extends CompletableFuture<Integer> {
        private final Round round;
        private final Fate fate;

        /** False as long as a body that is to wait has not begun; it may never do so. */
        private volatile boolean isAwaited = true;

        Foreign(Round round, Fate fate) {
            this.round = round;
            this.fate = fate;
        }

        /** A body that waits for this. */
        Coroutine<Integer> inABody() {
            isAwaited = false;
            return () -> {
                isAwaited = true;
                return await(this);
            };
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            if (fate == Fate.LEFT_ALONE) {
                round.fail("a foreign future was cancelled by one who does not count on it", null);
            } else if (!mayInterruptIfRunning) {
                round.fail("a foreign future was cancelled with cancel(false)", null);
            }
            return super.cancel(mayInterruptIfRunning);
        }
    }

    @Override
    public String name() {
        return "foreign";
    }

    @Override
    public void play(Round round) throws Exception {
        Use use = new Use(round, new AtomicInteger(), ConcurrentHashMap.newKeySet());
        List<Operation<?>> operations = List.of(
                use.of("await", 1, Fate.CANCELLED, false, (future, limit) -> await(future)),
                use.of(
                        "createTaskFrom",
                        2,
                        Fate.CANCELLED,
                        false,
                        (future, limit) -> await(createTaskFrom(() -> future))),
                use.of("ensureFuture", 2, Fate.CANCELLED, false, (future, limit) -> await(ensureFuture(future))),
                use.of("gather", 3, Fate.CANCELLED, false, (future, limit) -> await(
                                gather(future, sleep(Duration.ZERO, 0)))
                        .get(0)),
                use.of("gatherOutcomes", 3, Fate.CANCELLED, false, (future, limit) -> await(
                                gatherOutcomes(future, sleep(Duration.ZERO, 0)))
                        .get(0)
                        .value()),
                use.of(
                        "a derived stage",
                        2,
                        Fate.CANCELLED,
                        false,
                        (future, limit) -> await(ensureFuture(future).thenApply(value -> value))),
                use.of(
                        "a stage in Kotlin",
                        2,
                        Fate.CANCELLED,
                        false,
                        (future, limit) ->
                                await(Suspend.<Integer>call(then -> KotlinForms.awaitForeign(future, then)))),
                use.of("waitFor", 2, Fate.CANCELLED, true, (future, limit) -> await(waitFor(future, limit))),
                use.of(
                        "waitFor a body",
                        2,
                        Fate.CANCELLED,
                        true,
                        (future, limit) -> await(waitFor(future.inABody(), limit))),
                use.of("timeout", 2, Fate.CANCELLED, true, (future, limit) -> timeout(limit, () -> await(future))),
                use.of("shield", 2, Fate.LEFT_ALONE, false, (future, limit) -> await(shield(future))),
                use.of(
                        "shield in a timeout",
                        3,
                        Fate.LEFT_ALONE,
                        true,
                        (future, limit) -> timeout(limit, () -> await(shield(future)))),
                use.of("wait", 2, Fate.LEFT_ALONE, false, (future, limit) -> {
                    await(Asyncio.wait(List.of(future)));
                    return future.join();
                }),
                use.of("asCompleted", 2, Fate.LEFT_ALONE, false, (future, limit) -> {
                    try (Each<Foreign> done = each(asCompleted(List.of(future)))) {
                        return done.iterator().next().join();
                    }
                }));
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
        round.check(
                use.open::isEmpty,
                () -> use.open.size() + " foreign futures for which nobody waits any more were not cancelled");
    }

    private record Use(Round round, AtomicInteger numbers, Set<Foreign> open) {
        /** A body that waits in this form; one with a limit, which is never zero, may wait for what never comes. */
        Operation<Integer> of(String name, int words, Fate fate, boolean isLimited, Form form) {
            return Operation.ofBody(name, round, () -> use(name, fate, isLimited, form), done -> {})
                    .counting(words);
        }

        private int use(String name, Fate fate, boolean isLimited, Form form) throws Exception {
            int number = numbers.incrementAndGet();
            SplittableRandom random = new SplittableRandom(round.seed() * 1_000_003 + number); // no other round's
            Foreign future = new Foreign(round, fate);
            open.add(future);
            future.whenComplete((value, failure) -> open.remove(future)); // which does not count as somebody who waits
            if (!isLimited || round.isClosed() || random.nextInt(3) > 0) {
                completeSoon(future, number, random);
            }
            try {
                int value = form.wait(future, Duration.ofNanos(1 + random.nextInt(200_000)));
                if (value != number) {
                    round.fail(name + " of " + number + " came back with " + value, null);
                }
                return value;
            } finally {
                if (fate == Fate.LEFT_ALONE || !future.isAwaited) {
                    future.complete(number);
                }
            }
        }

        /** In a closed round by the loop, whose time stands still for such a future, else in a thread or at once. */
        private void completeSoon(Foreign future, int number, SplittableRandom random) {
            switch (random.nextInt(round.isClosed() ? 2 : 4)) {
                case 0 -> future.complete(number);
                case 1 -> inTurns(random.nextInt(4), () -> future.complete(number));
                default -> ThreadLife.THREADS.execute(() -> future.complete(number));
            }
        }

        private static void inTurns(int turns, Runnable action) {
            EventLoop.running().callSoon(turns == 0 ? action : () -> inTurns(turns - 1, action));
        }
    }
}
