package dev.menai.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A wait in a task's slot, which the completion and a cancellation take out at the same time: one resumes the body. */
@JCStressTest
@State
@Outcome(id = {"1, 0", "0, 1"}, expect = ACCEPTABLE, desc = "one of them")
@Outcome(expect = FORBIDDEN, desc = "nobody resumes the body, or two do")
public class SlotEnds {
    private static final AtomicReferenceFieldUpdater<SlotEnds, Object> SLOT =
            AtomicReferenceFieldUpdater.newUpdater(SlotEnds.class, Object.class, "slot");

    private final Object await = new Object();
    volatile Object slot = await;

    @Actor
    public void completion(II_Result result) {
        result.r1 = SLOT.compareAndSet(this, await, null) ? 1 : 0;
    }

    @Actor
    public void cancellation(II_Result result) {
        result.r2 = SLOT.compareAndSet(this, await, null) ? 1 : 0;
    }
}
