package dev.menai.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A body begins to wait while its loop is closed: it sees the close, or the close sees the wait. */
@JCStressTest
@State
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "the body waits on a closed loop, and nobody releases it")
@Outcome(expect = ACCEPTABLE)
public class WaitAndClose {
    private static final AtomicReferenceFieldUpdater<WaitAndClose, Object> SLOT =
            AtomicReferenceFieldUpdater.newUpdater(WaitAndClose.class, Object.class, "slot");

    volatile Object slot;
    volatile boolean closed;

    @Actor
    public void body(II_Result result) {
        SLOT.compareAndSet(this, null, this);
        result.r1 = closed ? 1 : 0;
    }

    @Actor
    public void close(II_Result result) {
        closed = true;
        result.r2 = slot == null ? 0 : 1;
    }
}
