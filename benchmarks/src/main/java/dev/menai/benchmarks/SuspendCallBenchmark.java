package dev.menai.benchmarks;

import dev.menai.kotlin.Suspend;
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

/** The price of a future for a suspend function that returns at once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SuspendCallBenchmark {
    private final SuspendFunctions functions = new SuspendFunctions();
    private int number = 1_000;

    /** The least that a future costs. */
    @Benchmark
    public CompletableFuture<Integer> completedFuture() {
        return CompletableFuture.completedFuture(number + 1);
    }

    @Benchmark
    public CompletableFuture<Integer> suspendCall() {
        return Suspend.call(c -> functions.immediate(number, c));
    }

    @Benchmark
    public CompletableFuture<Integer> kotlinxUndispatched() {
        return functions.undispatchedFuture(number);
    }
}
