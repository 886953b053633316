package dev.menai.interop.soak;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** A plain thread that cancels actors of a round, and the futures that they hand to it, at random moments. */
final class Pest {
    private static final int MOST_SPINS = 300;
    private static final int LONGEST_NANOS = 200_000;

    private final Round round;
    private final SplittableRandom random;
    private final AtomicReference<CompletableFuture<?>> next = new AtomicReference<>();
    private final CountDownLatch hasEnded = new CountDownLatch(1);
    private volatile boolean isAtWork = true;

    Pest(Round round, SplittableRandom random) {
        this.round = round;
        this.random = random;
    }

    void begin() {
        ThreadLife.THREADS.execute(() -> {
            try {
                while (isAtWork) {
                    pause();
                    round.anyActor(random).cancel();
                }
            } catch (RuntimeException | Error failure) {
                round.fail("the pest met " + failure, failure);
            } finally {
                hasEnded.countDown();
            }
        });
    }

    /** Lets a random time pass: a moment, or as long as a thread may sleep. */
    private void pause() {
        if (random.nextBoolean()) {
            LockSupport.parkNanos(1 + random.nextInt(LONGEST_NANOS));
            cancelNext();
        } else {
            for (int spins = random.nextInt(MOST_SPINS); spins > 0 && isAtWork; spins--) {
                Thread.onSpinWait();
                cancelNext();
            }
        }
    }

    private void cancelNext() {
        if (next.getPlain() != null) {
            CompletableFuture<?> future = next.getAndSet(null);
            if (future != null) {
                future.cancel(false);
            }
        }
    }

    /** Has {@code future} cancelled in a moment, unless another one comes before. */
    void cancelSoon(CompletableFuture<?> future) {
        next.set(future);
    }

    /** Ends it; nothing is cancelled afterwards. */
    void end() throws InterruptedException {
        isAtWork = false;
        hasEnded.await();
    }
}
