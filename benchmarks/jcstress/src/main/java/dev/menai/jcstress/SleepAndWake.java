package dev.menai.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The holder of the turn falls asleep while another thread puts something into its inbox. */
@JCStressTest
@State
@Outcome(id = "1, 0", expect = FORBIDDEN, desc = "asleep with a full inbox, and nobody wakes it")
@Outcome(expect = ACCEPTABLE)
public class SleepAndWake {
    private final ConcurrentLinkedQueue<Object> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean sleeping = new AtomicBoolean();

    @Actor
    public void holder(II_Result result) {
        sleeping.set(true);
        result.r1 = inbox.isEmpty() ? 1 : 0;
    }

    @Actor
    public void other(II_Result result) {
        inbox.add(this);
        result.r2 = sleeping.get() && sleeping.compareAndSet(true, false) ? 1 : 0;
    }
}
