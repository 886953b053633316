package dev.menai.interop.soak;

import static dev.menai.Asyncio.await;
import static dev.menai.Asyncio.sleep;

import dev.menai.Acquirable;
import dev.menai.BoundedSemaphore;
import dev.menai.Condition;
import dev.menai.Lock;
import dev.menai.Semaphore;
import dev.menai.kotlin.Coroutines;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import kotlinx.coroutines.sync.MutexKt;
import kotlinx.coroutines.sync.SemaphoreKt;

/** Locks and permits of both languages: never too many inside, and all are free at the end. */
final class AcquirableWorkload implements Workload {
    @Override
    public String name() {
        return "locks";
    }

    @Override
    public void play(Round round) throws Exception {
        int permits = 1 + round.random().nextInt(3);
        int which = round.random().nextInt(8);
        Acquirable shared =
                switch (which) {
                    case 0, 1 -> new Lock();
                    case 2 -> new Semaphore(permits);
                    case 3 -> new BoundedSemaphore(permits);
                    case 4 -> new Condition();
                    case 5 -> Coroutines.lock(MutexKt.Mutex(false));
                    case 6 -> Coroutines.lock(SemaphoreKt.Semaphore(permits, 0));
                    default -> new Lock();
                };
        boolean isOne = shared instanceof Lock || shared instanceof Condition || which == 5;
        Inside inside = new Inside(round, isOne ? 1 : permits);
        List<Operation<?>> operations = operations(round, shared, inside);
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
        for (int permit = 0; permit < inside.most; permit++) {
            if (!shared.tryAcquire()) {
                round.fail("permit " + permit + " of " + inside.most + " is not free: " + shared, null);
            }
        }
        if (shared.tryAcquire()) {
            round.fail("more permits than there were: " + shared, null);
        }
    }

    private static List<Operation<?>> operations(Round round, Acquirable shared, Inside inside) {
        Consumer<Acquirable.Held> acquired = held -> {
            inside.enter();
            inside.leave();
            held.close();
        };
        Operation<?> acquire =
                Operation.of("acquire", shared::acquire, acquired).thatGoesBack();
        Operation<Void> with = Operation.<Void>ofBody(
                        "with",
                        round,
                        () -> {
                            shared.with(() -> {
                                inside.enter();
                                try {
                                    await(sleep(Duration.ZERO));
                                } finally {
                                    inside.leave();
                                }
                            });
                            return null;
                        },
                        done -> {})
                .inKotlin(KotlinForms.holding(shared, inside));
        Operation<Void> tryWith = Operation.ofBody(
                "try",
                round,
                () -> {
                    try (Acquirable.Held held = await(shared.acquire())) {
                        inside.run();
                    }
                    return null;
                },
                done -> {});
        Operation<Void> tryAcquire = Operation.of(
                "tryAcquire",
                () -> {
                    if (shared.tryAcquire()) {
                        inside.run();
                        shared.release();
                    }
                    return sleep(Duration.ZERO);
                },
                done -> {});
        return List.of(acquire, acquire, acquire, with, with, tryWith, tryAcquire);
    }

    /** Counts who is inside. */
    private static final class Inside implements Runnable {
        private final Round round;
        private final int most;
        private final AtomicInteger now = new AtomicInteger();

        Inside(Round round, int most) {
            this.round = round;
            this.most = most;
        }

        void enter() {
            int count = now.incrementAndGet();
            if (count > most) {
                round.fail(count + " are inside, but there are permits for " + most, null);
            }
        }

        void leave() {
            now.decrementAndGet();
        }

        @Override
        public void run() {
            enter();
            leave();
        }
    }
}
