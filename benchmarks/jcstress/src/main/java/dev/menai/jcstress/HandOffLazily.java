package dev.menai.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** {@link HandOff} with a grant in release mode, which is not enough: shows what is lost. */
@JCStressTest
@State
@Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "parked for ever: why the grant is a volatile store")
@Outcome(expect = ACCEPTABLE)
public class HandOffLazily {
    private static final AtomicIntegerFieldUpdater<HandOffLazily> GRANTED =
            AtomicIntegerFieldUpdater.newUpdater(HandOffLazily.class, "granted");

    volatile int granted;
    volatile int permit = 1;

    @Actor
    public void granter(II_Result result) {
        GRANTED.lazySet(this, 1);
        result.r1 = permit;
    }

    @Actor
    public void waiter(II_Result result) {
        permit = 0;
        result.r2 = granted;
    }
}
