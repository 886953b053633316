package dev.menai;

import dev.menai.internal.Checks;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * What a {@link Asyncio#wait wait} found: the very stages that were handed in, those that are done and those that are not, in
 * the order in which they were handed in. Both are decided when one of them is looked at for the first time.
 *
 * <p>The behaviour, sentence by sentence: docs/statements.md, wait and asCompleted (WAIT).
 *
 * @param done the stages that are done, with whatever outcome
 * @param pending the others, which go on
 */
public record Waited<F extends CompletionStage<?>>(Set<F> done, Set<F> pending) {
    /** Takes the sets as they are; null is refused. */
    public Waited {
        Checks.notNull(done, "done");
        Checks.notNull(pending, "pending");
    }
}
