package dev.menai.interop.soak;

import dev.menai.EventLoop;
import dev.menai.Runner;
import dev.menai.RunnerOptions;
import dev.menai.function.ThrowingRunnable;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.LongFunction;

/** The loops on which a round can be played. A closed one has no threads but its own: its rounds can be replayed. */
enum LoopKind {
    CONFINED(false, seed -> EventLoop.create()),
    PARALLEL(false, seed -> EventLoop.parallel()),
    SHARED(false, seed -> EventLoop.shared()),
    SHUFFLED(true, EventLoop::shuffled),
    VIRTUAL(true, seed -> EventLoop.virtualTime());

    final boolean isClosed;
    private final LongFunction<EventLoop> maker;

    LoopKind(boolean isClosed, LongFunction<EventLoop> maker) {
        this.isClosed = isClosed;
        this.maker = maker;
    }

    EventLoop make(long seed) {
        return maker.apply(seed);
    }

    /** Runs {@code main} on {@code loop} to its end, and closes the loop if it is not everybody's. */
    void run(EventLoop loop, ThrowingRunnable<Exception> main) throws Exception {
        switch (this) {
            case SHARED -> runOnParallel(loop, main);
            case PARALLEL -> {
                try {
                    runOnParallel(loop, main);
                } finally {
                    loop.close();
                }
            }
            default -> {
                try (Runner runner =
                        new Runner(RunnerOptions.onLoop(() -> loop).withShutdownTimeout(Duration.ofSeconds(5)))) {
                    runner.run(main);
                }
            }
        }
    }

    private static void runOnParallel(EventLoop loop, ThrowingRunnable<Exception> main) throws Exception {
        try {
            loop.submit(main).get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception cause ? cause : failure;
        }
    }
}
