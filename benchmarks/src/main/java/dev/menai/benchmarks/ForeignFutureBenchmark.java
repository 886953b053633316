package dev.menai.benchmarks;

import dev.menai.engine.loop.ConfinedLoop;
import dev.menai.engine.loop.Loop;
import dev.menai.engine.loop.ThreadState;
import dev.menai.engine.tasks.DoneCallback;
import dev.menai.engine.tasks.ForeignLink;
import dev.menai.engine.tasks.Waiter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The price of following a future that is not a loop's and is not done, and of leaving it before its end. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ForeignFutureBenchmark {
    private final Loop loop = ConfinedLoop.Companion.create();
    private final Waiter waiter =
            new DoneCallback(() -> {}, this, ThreadState.current().copyOfContext());
    private final Runnable ended = () -> {};
    private final CompletableFuture<Integer> shared = new CompletableFuture<>();

    /** What the JDK offers to somebody who may leave: a future of his own beside the foreign one. */
    @Benchmark
    public boolean anyOf() {
        CompletableFuture<Integer> foreign = new CompletableFuture<>();
        CompletableFuture<Integer> left = new CompletableFuture<>();
        CompletableFuture.anyOf(foreign, left).whenComplete((value, failure) -> ended.run());
        left.complete(1);
        return foreign.complete(1);
    }

    @Benchmark
    public boolean follower() {
        CompletableFuture<Integer> foreign = new CompletableFuture<>();
        ForeignLink.Companion.open(foreign, loop, waiter, ended).withdraw();
        return foreign.complete(1);
    }

    /** The future is followed already by somebody else of ours. */
    @Benchmark
    public boolean anotherWait() {
        return ForeignLink.Companion.open(shared, loop, waiter, ended).withdraw();
    }
}
