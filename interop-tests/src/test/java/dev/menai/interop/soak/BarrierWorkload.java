package dev.menai.interop.soak;

import dev.menai.Barrier;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Parties meet at a barrier, which breaks when one of them is cancelled and is mended by whoever finds it broken:
 * nobody is left behind at it.
 */
final class BarrierWorkload implements Workload {
    @Override
    public String name() {
        return "barrier";
    }

    @Override
    public void play(Round round) throws Exception {
        int parties = 2 + round.random().nextInt(3);
        Barrier barrier = new Barrier(parties);
        AtomicInteger left = new AtomicInteger(round.steps());
        Operation<Integer> arrive = Operation.of("arrive", barrier::arrive, place -> {
                    if (place < 0 || place >= parties) {
                        round.fail("place " + place + " at a barrier for " + parties, null);
                    }
                })
                .inKotlin(KotlinForms.arriving(barrier));
        Operation<Void> reset = Operation.of(
                "reset",
                () -> {
                    if (barrier.isBroken()) {
                        barrier.reset();
                    }
                    return dev.menai.Asyncio.sleep(java.time.Duration.ZERO);
                },
                done -> {});
        for (int party = 0; party < 2 * parties; party++) {
            round.actor("party", actor -> {
                if (left.getAndDecrement() > 0) {
                    return barrier.isBroken() ? reset : arrive;
                }
                // the last ones would wait for others who have ended
                barrier.abort();
                return null;
            });
        }
        round.begin();
        round.awaitEnd(round.actors());
        round.finish();
        if (barrier.waiting() != 0) {
            round.fail("somebody waits at a barrier that all have left: " + barrier, null);
        }
    }
}
