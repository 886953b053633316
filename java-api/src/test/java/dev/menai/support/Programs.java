package dev.menai.support;

import dev.menai.Asyncio;
import dev.menai.EventLoop;
import dev.menai.Runner;
import dev.menai.RunnerOptions;
import dev.menai.function.ThrowingRunnable;
import dev.menai.function.ThrowingSupplier;
import java.time.Duration;

/**
 * Runs main bodies on loops whose time is virtual, so that sleeping costs nothing and order is certain; and has the
 * words that such bodies are made of.
 */
public final class Programs {
    private Programs() {}

    public static <T, X extends Exception> T run(ThrowingSupplier<T, X> main) throws X {
        try (Runner runner = runner()) {
            return runner.run(main);
        }
    }

    public static <X extends Exception> void run(ThrowingRunnable<X> main) throws X {
        try (Runner runner = runner()) {
            runner.run(main);
        }
    }

    public static Runner runner() {
        return new Runner(RunnerOptions.onLoop(EventLoop::virtualTime));
    }

    /** Lets everything run that is ready. */
    public static void turn() {
        Asyncio.await(Asyncio.sleep(Duration.ZERO));
    }

    /** Returns {@code value} after so many seconds of the loop's time. */
    public static <T> T after(int seconds, T value) {
        return Asyncio.await(Asyncio.sleep(Duration.ofSeconds(seconds), value));
    }
}
