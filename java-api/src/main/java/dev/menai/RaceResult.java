package dev.menai;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Asyncio#staggeredRace} ended. Immutable.
 *
 * @param winner the index of the body that has won, -1 if none has
 * @param value its value, null if none has won
 * @param failures for each body that was started what it failed with: a cancellation for one that was still running, null
 *     for the winner, and for one whose value came too late
 */
public record RaceResult<T extends @Nullable Object>(
        int winner, @Nullable T value, List<@Nullable Throwable> failures) {

    public RaceResult {
        failures =
                Collections.unmodifiableList(new ArrayList<>(failures)); // which may hold null, as List.copyOf may not
    }

    /** Returns whether a body has won. */
    public boolean isWon() {
        return winner >= 0;
    }
}
