package dev.menai.interop.stress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menai.EventLoop;
import dev.menai.Runner;
import dev.menai.RunnerOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random programs under random schedules. The number of programs is the system property {@code menai.stress.programs};
 * a failure names the seed, which is then the property {@code menai.stress.seed}.
 */
@Tag("slow")
class RandomProgramsStressTest {
    private static final int PROGRAMS = Integer.getInteger("menai.stress.programs", 300);
    private static final long FIRST_SEED = Long.getLong("menai.stress.seed", 20_260_101L);
    private static final int SECONDS_BEFORE_HANGING = 30;

    @Test
    @Timeout(600)
    void onAConfinedLoopInRandomOrder() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
            long own = seed;
            check(own, () -> EventLoop.shuffled(own));
        }
    }

    @Test
    @Timeout(600)
    void onAConfinedLoopInOrder() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
            check(seed, EventLoop::virtualTime);
        }
    }

    @Test
    @Timeout(600)
    void onAParallelLoop() throws Exception {
        EventLoop loop = EventLoop.parallel();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
            RandomProgram program = new RandomProgram(seed);
            CompletableFuture<Void> main = loop.submit(program::main);
            try {
                main.get(SECONDS_BEFORE_HANGING, TimeUnit.SECONDS);
                program.check();
                awaitNoTasks(loop);
            } catch (Exception | AssertionError failure) {
                throw new AssertionError("seed " + seed + ": " + program, failure);
            }
        }
        loop.close();
    }

    private static void check(long seed, Supplier<EventLoop> loops) {
        RandomProgram program = new RandomProgram(seed);
        EventLoop loop = loops.get();
        try {
            try (Runner runner = new Runner(RunnerOptions.onLoop(() -> loop))) {
                runner.run(program::main);
                program.check();
            }
            assertThat(loop.allTasks()).isEmpty();
        } catch (Exception | AssertionError failure) {
            throw new AssertionError("seed " + seed + ": " + program, failure);
        }
    }

    /** A task leaves the list of its loop just before its future is done, so this does not wait long. */
    private static void awaitNoTasks(EventLoop loop) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_BEFORE_HANGING);
        while (!loop.allTasks().isEmpty()) {
            assertThat(System.nanoTime()).as("tasks left: %s", loop.allTasks()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
