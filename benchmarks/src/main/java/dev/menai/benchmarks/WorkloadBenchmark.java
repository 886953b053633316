package dev.menai.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The workloads under JMH: milliseconds for a whole round of the full size (sleepers: the sleep included). */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class WorkloadBenchmark {
    @Param({"menai-java", "menai-kotlin", "kotlinx", "virtual-threads"})
    String peer;

    private final Workload.Size size = Workload.Size.full();
    private Peer subject;

    @Setup
    public void find() {
        subject = Peer.named(peer);
    }

    @Benchmark
    public void switches() throws Exception {
        subject.switches(size.tasks(), size.rounds());
    }

    @Benchmark
    public void spawnAndGather() throws Exception {
        subject.spawnAndGather(size.bodies());
    }

    @Benchmark
    public void sleepers() throws Exception {
        subject.sleepers(size.bodies(), size.sleepMillis());
    }

    @Benchmark
    public void taskGroups() throws Exception {
        subject.taskGroups(size.bodies() / size.tasks(), size.tasks());
    }

    @Benchmark
    public void generatorPush() throws Exception {
        subject.generatorPush(size.items());
    }

    @Benchmark
    public void generatorPull() throws Exception {
        subject.generatorPull(size.items());
    }

    @Benchmark
    public void queue() throws Exception {
        subject.queue(1, size.items());
    }

    @Benchmark
    public void lock() throws Exception {
        subject.lock(size.items());
    }

    @Benchmark
    public void suspendCalls() throws Exception {
        subject.suspendCalls(size.items());
    }
}
