package dev.menai;

import dev.menai.engine.sync.Parties;
import dev.menai.internal.Checks;
import dev.menai.internal.Loops;

/**
 * Lets tasks wait for each other until enough of them have come: asyncio's {@code Barrier}. {@link #arrive} is its
 * {@code wait}, a name that every Java object has given away. It can be used again and again. Thread-safe, and shared
 * by loops and plain threads.
 *
 * <pre>{@code
 * Barrier start = new Barrier(hosts.size());
 * for (String host : hosts) {
 *     group.createTask(host, () -> {
 *         Connection connection = connect(host);
 *         await(start.arrive()); // none measures before all are connected
 *         measure(connection);
 *     });
 * }
 * }</pre>
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Events, conditions and barriers (BAR).
 */
public final class Barrier {
    private final int parties;
    private final Parties waiting;

    /**
     * Creates a barrier for {@code parties} tasks.
     *
     * @throws IllegalArgumentException if that is not positive
     */
    public Barrier(int parties) {
        this.parties = Checks.positive(parties, "parties");
        waiting = new Parties(parties);
    }

    /**
     * Returns a future that is done when as many as needed have arrived: its value is the place in the order of
     * arrival, from zero. Cancelling it just takes one away again.
     *
     * <p>It fails with a {@link BrokenBarrierException} when the barrier is aborted or reset meanwhile, or is broken.
     */
    @CheckReturnValue
    public AsyncFuture<Integer> arrive() {
        AsyncFuture<Integer> place = Loops.newFuture();
        waiting.arrive(place, () -> broken("is broken"));
        return place;
    }

    /** Fails those that wait, and lets the barrier begin anew. */
    public void reset() {
        waiting.reset(() -> broken("was reset"));
    }

    /** Fails those that wait, and those that arrive until {@link #reset}. */
    public void abort() {
        waiting.abort(() -> broken("was aborted"));
    }

    private static BrokenBarrierException broken(String how) {
        return new BrokenBarrierException(
                "Barrier " + how + " while a task waits at it; reset it before it is used again");
    }

    /** Returns how many tasks must arrive. */
    public int parties() {
        return parties;
    }

    /** Returns how many tasks wait. */
    public int waiting() {
        return waiting.getWaiters();
    }

    /** Returns whether it was aborted and not reset. */
    public boolean isBroken() {
        return waiting.isBroken();
    }

    @Override
    public String toString() {
        return waiting.toString();
    }
}
