package dev.menai.benchmarks;

import dev.menai.kotlin.KotlinFacade;
import dev.menai.kotlin.ValueClass;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The price of a generated facade over the bare function, for functions that return at once. */
@KotlinFacade(SuspendFunctions.class)
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class FacadeCallBenchmark {
    private static final ValueClass<Amount> AMOUNT = ValueClass.of(Amount.class);

    /** What a caller in Kotlin passes, who never suspends. */
    private static final Continuation<Integer> NOBODY = new Continuation<>() {
        @Override
        public CoroutineContext getContext() {
            return EmptyCoroutineContext.INSTANCE;
        }

        @Override
        public void resumeWith(Object result) {
            throw new IllegalStateException("the function must return at once, but resumed with " + result);
        }
    };

    private final SuspendFunctions functions = new SuspendFunctions();
    private final SuspendFunctionsAsync facade = SuspendFunctionsAsync.of(functions);
    private final Amount amount = AMOUNT.box(1_000);
    private int number = 1_000;

    /** The call itself, as compiled Kotlin makes it. */
    @Benchmark
    public Object bare() {
        return functions.immediate(number, NOBODY);
    }

    @Benchmark
    public CompletableFuture<Integer> facade() {
        return facade.immediate(number);
    }

    @Benchmark
    public CompletableFuture<Integer> facadeWithDefaults() {
        return facade.stepped(number);
    }

    @Benchmark
    public CompletableFuture<Integer> facadeOfMangled() {
        return facade.counted(amount);
    }
}
