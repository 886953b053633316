package dev.menai.interop.soak;

import static dev.menai.Asyncio.sleep;

import dev.menai.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An event is set and cleared; nobody is let go before it was set, and everybody once it is set for good. */
final class EventWorkload implements Workload {
    @Override
    public String name() {
        return "event";
    }

    @Override
    public void play(Round round) throws Exception {
        Event event = new Event();
        AtomicInteger settings = new AtomicInteger();
        Operation<Void> whenSet = Operation.<Void>of("whenSet", event::whenSet, done -> {
                    if (settings.get() == 0) {
                        round.fail("somebody who waited for an event was let go, but it was never set", null);
                    }
                })
                .inKotlin(KotlinForms.awaiting(event));
        Operation<Void> set = Operation.of(
                "set",
                () -> {
                    settings.incrementAndGet();
                    event.set();
                    return sleep(Duration.ZERO);
                },
                done -> {});
        Operation<Void> clear = Operation.of(
                "clear",
                () -> {
                    event.clear();
                    return sleep(Duration.ZERO);
                },
                done -> {});
        List<Actor> setters = new ArrayList<>();
        List<Actor> waiters = new ArrayList<>();
        int users = 1 + round.random().nextInt(3);
        for (int user = 0; user < users; user++) {
            AtomicInteger left = new AtomicInteger(round.steps());
            setters.add(
                    round.actor("setter", actor -> left.getAndDecrement() > 0 ? (actor.flip() ? set : clear) : null));
            for (int waiter = 0; waiter < 2; waiter++) {
                AtomicInteger waits = new AtomicInteger(round.steps());
                waiters.add(round.actor("waiter", actor -> waits.getAndDecrement() > 0 ? whenSet : null));
            }
        }
        round.begin();
        round.awaitEnd(setters);
        settings.incrementAndGet();
        event.set();
        round.awaitEnd(waiters);
        round.finish();
        if (!event.whenSet().isDone()) {
            round.fail("an event that is set makes wait: " + event, null);
        }
    }
}
