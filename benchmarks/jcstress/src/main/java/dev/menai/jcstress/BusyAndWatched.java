package dev.menai.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A thread of a parallel loop begins a step while the watchdog, which found it idle, gives up the watch over it. */
@JCStressTest
@State
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "the thread is busy, and nobody watches it")
@Outcome(expect = ACCEPTABLE)
public class BusyAndWatched {
    private volatile int step;
    private final AtomicInteger isWatched = new AtomicInteger(1);

    @Actor
    public void thread(II_Result result) {
        step = 1;
        result.r1 = isWatched.get() == 0 && isWatched.compareAndSet(0, 1) ? 1 : 0;
    }

    @Actor
    public void watchdog(II_Result result) {
        isWatched.set(0);
        result.r2 = step != 0 && isWatched.compareAndSet(0, 1) ? 1 : 0;
    }
}
