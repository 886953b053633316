package dev.menai.interop.soak;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The books of numbered items that are put somewhere and taken from there. Items were accepted, or not, or nobody can
 * say: a coroutine that was cancelled while it sent. Accepted ones are taken once; others never; those of doubt at most
 * once.
 */
final class Items {
    private static final int ACCEPTED = 1;
    private static final int UNSURE = 2;

    private static final int MOST_AT_ONCE = 16;

    private final int enough;
    private final AtomicInteger offered = new AtomicInteger();
    private final AtomicIntegerArray states;
    private final AtomicIntegerArray taken;
    private final AtomicIntegerArray returned;

    /** Creates the books of about {@code enough} items; each of so many users may begin some more at once. */
    Items(int enough, int users) {
        this.enough = enough;
        states = new AtomicIntegerArray(enough + users * MOST_AT_ONCE);
        taken = new AtomicIntegerArray(states.length());
        returned = new AtomicIntegerArray(states.length());
    }

    /** Returns whether there are not enough items yet. */
    boolean hasNext() {
        return offered.get() < enough;
    }

    /** Returns the number of a new item. */
    int next() {
        return offered.getAndIncrement();
    }

    void accepted(int item) {
        states.set(item, ACCEPTED);
    }

    void unsure(int item) {
        states.set(item, UNSURE);
    }

    /** What came back to the one who made the channel: nobody was handed it. */
    void undelivered(int item) {
        returned.incrementAndGet(item);
    }

    void taken(int item) {
        taken.incrementAndGet(item);
    }

    /** Fails {@code round} unless the books are right; {@code mayDrop} if the rest was thrown away on purpose. */
    void check(Round round, boolean mayDrop) {
        int lost = 0;
        int doubled = 0;
        int made = 0;
        StringBuilder which = new StringBuilder();
        for (int item = 0; item < offered.get(); item++) {
            int state = states.get(item);
            int times = taken.get(item);
            boolean isLost = state == ACCEPTED && times + returned.get(item) == 0 && !mayDrop;
            boolean isMade = state == 0 && times > 0;
            if (isLost || isMade || times + returned.get(item) > 1) {
                which.append(' ').append(item);
            }
            lost += isLost ? 1 : 0;
            made += isMade ? 1 : 0;
            doubled += times + returned.get(item) > 1 ? 1 : 0;
        }
        if (lost + doubled + made > 0) {
            round.fail(
                    "items: " + lost + " lost, " + doubled + " doubled, " + made
                            + " taken though their put had failed, of " + offered + ":" + which,
                    null);
        }
    }
}
