package dev.menai.benchmarks;

import dev.menai.Asyncio;
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

/** The price of following a future that is not a loop's and is not done, and of leaving it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ForeignFutureBenchmark {
    /** What the JDK offers to somebody who leaves: a future of his own beside the foreign one. */
    @Benchmark
    public boolean anyOf() {
        CompletableFuture<Integer> foreign = new CompletableFuture<>();
        CompletableFuture<Integer> left = new CompletableFuture<>();
        CompletableFuture<Object> either = CompletableFuture.anyOf(foreign, left);
        either.whenComplete((value, failure) -> {});
        left.complete(1);
        return foreign.complete(1);
    }

    @Benchmark
    public boolean shield() {
        CompletableFuture<Integer> foreign = new CompletableFuture<>();
        Asyncio.shield(foreign).cancel(true);
        return foreign.complete(1);
    }
}
