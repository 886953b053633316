package dev.menai;

import dev.menai.internal.Checks;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * What a {@link Asyncio#wait wait} found: the very stages that were handed in, those that are done and those that are not, in
 * the order in which they were handed in. Both are decided when one of them is looked at for the first time.
 */
public record Waited<F extends CompletionStage<?>>(Set<F> done, Set<F> pending) {
    /** Refuses null. */
    public Waited {
        Checks.notNull(done, "done");
        Checks.notNull(pending, "pending");
    }
}
