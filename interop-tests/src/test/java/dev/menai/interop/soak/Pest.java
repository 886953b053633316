package dev.menai.interop.soak;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** A plain thread that cancels actors of a round, and the futures that they hand to it, at random moments. */
final class Pest {
    private static final int MOST_SPINS = 4_000;

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
                    for (int spins = random.nextInt(MOST_SPINS); spins > 0 && isAtWork; spins--) {
                        Thread.onSpinWait();
                        cancelNext();
                    }
                    round.anyActor(random).cancel();
                }
            } catch (RuntimeException | Error failure) {
                round.fail("the pest met " + failure, failure);
            } finally {
                hasEnded.countDown();
            }
        });
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
