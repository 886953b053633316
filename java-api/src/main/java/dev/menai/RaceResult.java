package dev.menai;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Asyncio#staggeredRace} ended. Immutable.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, Staggered races (SRC).
 *
 * @param winner the index of the body that has won, -1 if none has
 * @param value its value; without a winner there is none
 * @param failures for each body that was started what it failed with: a cancellation for one that was still running, null
 *     for the winner, and for one whose value came too late
 */
public record RaceResult<T extends @Nullable Object>(
        int winner, @Nullable T value, List<@Nullable Throwable> failures) {

    /** Copies {@code failures}, which may hold null. */
    public RaceResult {
        failures =
                Collections.unmodifiableList(new ArrayList<>(failures)); // which may hold null, as List.copyOf may not
    }

    /**
     * Returns the value of the winner.
     *
     * @throws InvalidStateException if none has won
     */
    @Override
    @SuppressWarnings("NullAway") // a value that is null is one that T allows
    public T value() {
        if (!isWon()) {
            throw new InvalidStateException("the race must have a winner to have a value, but all " + failures.size()
                    + " bodies that were started have failed; ask isWon() before");
        }
        return value;
    }

    /** Returns whether a body has won. */
    public boolean isWon() {
        return winner >= 0;
    }
}
