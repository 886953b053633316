package dev.menai.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A grant against a thread that is about to park with a permit left over: {@code unpark} finds the permit and only reads,
 * {@code park} takes it and returns at once, and then the thread must see the grant, because nobody wakes it again.
 */
@JCStressTest
@State
@Outcome(id = "1, 0", expect = FORBIDDEN, desc = "the permit was there, and the grant is not seen: parked for ever")
@Outcome(expect = ACCEPTABLE)
public class HandOff {
    volatile int granted;
    volatile int permit = 1;

    @Actor
    public void granter(II_Result result) {
        granted = 1;
        result.r1 = permit;
    }

    @Actor
    public void waiter(II_Result result) {
        permit = 0;
        result.r2 = granted;
    }
}
