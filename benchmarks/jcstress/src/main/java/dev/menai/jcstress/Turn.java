package dev.menai.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The turn: what its holder wrote in plain fields, and the owner in release mode, is seen by the one it is granted to. */
@JCStressTest
@State
@Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "granted, and all is seen")
@Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "not granted yet")
@Outcome(expect = FORBIDDEN)
public class Turn {
    private static final AtomicReferenceFieldUpdater<Turn, Integer> OWNER =
            AtomicReferenceFieldUpdater.newUpdater(Turn.class, Integer.class, "owner");

    int left = 1;
    volatile Integer owner = 1;
    volatile int granted;

    @Actor
    public void holder() {
        left = 2;
        OWNER.lazySet(this, 2);
        granted = 1;
    }

    @Actor
    public void next(II_Result result) {
        boolean isGranted = granted == 1;
        result.r1 = isGranted ? left : -1;
        result.r2 = isGranted ? owner : -1;
    }
}
